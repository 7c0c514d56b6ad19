package org.spotalert.pipeline.notify.routing;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Impact;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Ownership;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.Severity;

/**
 * Something of an alert that a condition can ask for.
 *
 * @param name as conditions write it
 * @param possible the only values it can have; empty when it can have others
 * @param names how its values are written
 */
record AlertField(
        String name, List<String> possible, NamePattern.Kind names, BiFunction<Alert, Severity, Values> values) {

    /** How bad the warning was: whoever received it receives what follows it. */
    static final AlertField SEVERITY = new AlertField(
            "severity",
            names(Severity.values()),
            NamePattern.Kind.FREE,
            (alert, warned) -> Values.of(warned.toString(), true));

    static final AlertField KIND = new AlertField(
            "kind", kinds(), NamePattern.Kind.FREE, (alert, warned) -> Values.of(alert.announces(), true));

    /** Before the key of a tag of the instance or of one of its services. */
    private static final String TAG = "tag:";

    private static final List<AlertField> NAMED = List.of(
            SEVERITY,
            KIND,
            any(
                    "account",
                    NamePattern.Kind.ACCOUNT,
                    alert -> Values.of(alert.interruption().account(), false)),
            any(
                    "region",
                    NamePattern.Kind.REGION,
                    alert -> Values.of(alert.interruption().region(), false)),
            any("cluster", NamePattern.Kind.CLUSTER, AlertField::cluster),
            any("service", NamePattern.Kind.SERVICE, AlertField::services),
            any("owner", NamePattern.Kind.FREE, AlertField::owners));

    /**
     * The field of this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    static AlertField named(String name) {
        if (name.startsWith(TAG) && name.length() > TAG.length()) {
            return any(name, NamePattern.Kind.FREE, alert -> tags(alert.impact(), name.substring(TAG.length())));
        }
        return NAMED.stream()
                .filter(field -> field.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is none of "
                        + String.join(", ", NAMED.stream().map(AlertField::name).toList()) + " and " + TAG + "KEY"));
    }

    /**
     * Makes sure that a value can be like this pattern.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    void checkPossible(String pattern) {
        try {
            names.check(pattern);
        } catch (IllegalArgumentException impossible) {
            throw new IllegalArgumentException(
                    impossible.getMessage() + ", commas stand between comparisons", impossible);
        }
        if (!possible.isEmpty() && possible.stream().noneMatch(new NamePattern(pattern)::matches)) {
            throw new IllegalArgumentException("\"" + pattern + "\" is none of " + String.join(", ", possible));
        }
    }

    private static AlertField any(String name, NamePattern.Kind names, Function<Alert, Values> values) {
        return new AlertField(name, List.of(), names, (alert, warned) -> values.apply(alert));
    }

    /**
     * What the alert says of it.
     *
     * @param warned how bad the warning was, with what is sent together with it
     */
    Values of(Alert alert, Severity warned) {
        return values.apply(alert, warned);
    }

    private static Values cluster(Alert alert) {
        Impact impact = alert.impact();
        return Values.of(impact.clusterName(), impact.completeness().certain());
    }

    private static Values services(Alert alert) {
        return new Values(
                alert.impact().services().stream().map(AffectedService::name).toList(),
                alert.impact().completeness().certain());
    }

    /** The catalogue and the tags name them; tags that are not known may name others. */
    private static Values owners(Alert alert) {
        List<Ownership> ownerships = alert.impact().ownerships();
        boolean complete = alert.impact().completeness().certain()
                && ownerships.stream()
                        .allMatch(one -> one.owner() != null || alert.impact().tagsKnown());
        return new Values(
                ownerships.stream()
                        .map(Ownership::owner)
                        .filter(Objects::nonNull)
                        .toList(),
                complete);
    }

    private static Values tags(Impact impact, String key) {
        List<ServiceStatus> statuses = impact.services().stream()
                .map(AffectedService::status)
                .filter(Objects::nonNull)
                .toList();
        Stream<String> ofServices =
                statuses.stream().map(status -> status.tags().get(key));
        Stream<String> ofInstance = Stream.ofNullable(impact.instance())
                .map(instance -> instance.tags().get(key));
        boolean complete = impact.tagsKnown() && impact.completeness().certain();
        return new Values(
                Stream.concat(ofInstance, ofServices).filter(Objects::nonNull).toList(), complete);
    }

    private static List<String> kinds() {
        return Stream.concat(
                        names(InterruptionKind.values()).stream(),
                        names(AlertKind.values()).stream().filter(name -> !name.equals(AlertKind.WARNING.toString())))
                .toList();
    }

    private static List<String> names(Enum<?>[] constants) {
        return Stream.of(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /**
     * What an alert says about one thing that a condition can ask for.
     *
     * @param known the values, as far as they are known
     * @param complete false when there may be others, since something could not be looked up
     */
    record Values(List<String> known, boolean complete) {

        /** The one value, or none that is known. */
        static Values of(@Nullable String value, boolean complete) {
            return new Values(Stream.ofNullable(value).toList(), value != null || complete);
        }

        boolean anyLike(List<NamePattern> patterns) {
            return known.stream().anyMatch(name -> patterns.stream().anyMatch(pattern -> pattern.matches(name)));
        }
    }
}
