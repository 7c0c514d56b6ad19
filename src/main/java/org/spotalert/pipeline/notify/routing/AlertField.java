package org.spotalert.pipeline.notify.routing;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Impact;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.NameKind;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.Severity;

/**
 * Something of an alert that a condition can ask for.
 *
 * @param name as conditions write it
 * @param possible the only values it can have; empty when it can have others
 * @param names how its values are written
 */
record AlertField(String name, List<String> possible, NameKind names, BiFunction<Alert, Severity, AlertValues> values) {

    /** How bad the warning was: whoever received it receives what follows it. */
    static final AlertField SEVERITY = new AlertField(
            "severity",
            names(Severity.values()),
            NameKind.FREE,
            (alert, warned) -> AlertValues.of(warned.toString(), true));

    /** What is announced. */
    static final AlertField KIND =
            new AlertField("kind", kinds(), NameKind.FREE, (alert, warned) -> AlertValues.of(alert.announces(), true));

    /** Before the key of a tag of the instance or of one of its services. */
    private static final String TAG = "tag:";

    private static final List<AlertField> NAMED = List.of(
            SEVERITY,
            KIND,
            any(
                    "account",
                    NameKind.ACCOUNT,
                    alert -> AlertValues.of(alert.interruption().account(), false)),
            any(
                    "region",
                    NameKind.REGION,
                    alert -> AlertValues.of(alert.interruption().region(), false)),
            any("cluster", NameKind.CLUSTER, AlertField::cluster),
            any("service", NameKind.SERVICE, AlertField::services));

    /**
     * The field of this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    static AlertField named(String name) {
        if (name.startsWith(TAG) && name.length() > TAG.length()) {
            return any(name, NameKind.FREE, alert -> tags(alert.impact(), name.substring(TAG.length())));
        }
        return NAMED.stream()
                .filter(field -> field.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is none of "
                        + String.join(", ", NAMED.stream().map(AlertField::name).toList()) + " and " + TAG + "KEY"));
    }

    private static AlertField any(String name, NameKind names, Function<Alert, AlertValues> values) {
        return new AlertField(name, List.of(), names, (alert, warned) -> values.apply(alert));
    }

    /**
     * What the alert says of it.
     *
     * @param warned how bad the warning was, with what is sent together with it
     */
    AlertValues of(Alert alert, Severity warned) {
        return values.apply(alert, warned);
    }

    private static AlertValues cluster(Alert alert) {
        Impact impact = alert.impact();
        return AlertValues.of(
                impact.clusterName(),
                !impact.completeness().partial());
    }

    private static AlertValues services(Alert alert) {
        return new AlertValues(
                alert.impact().services().stream().map(AffectedService::name).toList(),
                !alert.impact().completeness().partial());
    }

    private static AlertValues tags(Impact impact, String key) {
        List<ServiceStatus> statuses = impact.services().stream()
                .map(AffectedService::status)
                .filter(Objects::nonNull)
                .toList();
        Stream<String> ofServices =
                statuses.stream().map(status -> status.tags().get(key));
        Stream<String> ofInstance = Stream.ofNullable(impact.instance())
                .map(instance -> instance.tags().get(key));
        boolean complete = impact.instance() != null
                && statuses.size() == impact.services().size()
                && !impact.completeness().partial();
        return new AlertValues(
                Stream.concat(ofInstance, ofServices).filter(Objects::nonNull).toList(), complete);
    }

    private static List<String> kinds() {
        return Stream.concat(
                        names(InterruptionKind.values()).stream(),
                        names(AlertKind.values()).stream().filter(name -> !name.equals(AlertKind.WARNING.toString())))
                .toList();
    }

    private static List<String> names(Enum<?>[] constants) {
        return Stream.of(constants).map(AlertField::lower).toList();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
