package org.spotalert.pipeline.store;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.model.Losses.Service;
import org.spotalert.model.RecoveryState;

/** What incidents are selected and counted by. Stores keep its values beside the document. */
public enum Facet {
    ACCOUNT("account", false, incident -> one(incident.interruption().account())),
    REGION("region", false, incident -> one(incident.interruption().region())),
    CLUSTER("cluster", false, incident -> one(incident.impact().clusterName())),
    SERVICE("services", true, incident -> incident.impact().services().stream().map(Service::name)),
    ZONE("zone_name", false, incident -> one(incident.impact().zone())),
    TYPE("instance_type", false, incident -> one(incident.impact().instanceType())),
    KIND("notice_kind", false, incident -> one(incident.interruption().kind().settingName())),
    /** The ISO weekday and the hour of the notice in UTC: {@code 1-08} is Monday from eight to nine. */
    HOUR("notice_hour", false, incident -> one(hour(incident.interruption().noticedAt()))),
    OUTCOME("outcome", false, incident -> one(outcome(incident))),
    /** Within how many minutes the services were stable again, or {@code not}; none where that is not known. */
    RECOVERY("recovery", false, incident -> one(recovery(incident.recovery()))),
    /** {@code slack/sent/10}: Slack had the warning within ten seconds; {@code slack/failed/timeout}: it does not have it. */
    CHANNEL(
            "channels",
            true,
            incident -> incident.notifications().stream()
                    .filter(notification -> notification.kind() == AlertKind.WARNING)
                    .map(warning -> channel(warning, incident.interruption().noticedAt())));

    private static final String BEYOND = "more";
    private static final int[] SECONDS = {2, 5, 10, 30, 60, 120};
    private static final int[] MINUTES = {1, 2, 3, 5, 10};

    private final String column;
    private final boolean several;

    @SuppressWarnings("ImmutableEnumChecker") // A function of its argument alone
    private final Function<Incident, Stream<String>> values;

    Facet(String column, boolean several, Function<Incident, Stream<String>> values) {
        this.column = column;
        this.several = several;
        this.values = values;
    }

    /** The column of a database that has the values. */
    public String column() {
        return column;
    }

    /** Whether an incident may have several. */
    public boolean several() {
        return several;
    }

    /** The name in addresses and tables. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The values of an incident. */
    public Stream<String> of(Incident incident) {
        return values.apply(incident).distinct();
    }

    /** The pattern of values that a wish for this name means: a channel's name means each outcome there. */
    public String pattern(String wish) {
        return this == CHANNEL ? wish + "/*" : wish;
    }

    private static Stream<String> one(@Nullable String value) {
        return Stream.ofNullable(value);
    }

    private static String hour(Instant notice) {
        ZonedDateTime time = notice.atZone(ZoneOffset.UTC);
        return "%d-%02d".formatted(time.getDayOfWeek().getValue(), time.getHour());
    }

    private static String outcome(Incident incident) {
        if (incident.suppressed()) {
            return "suppressed";
        }
        Instant warned = incident.warnedAt();
        Instant end = incident.interruption().terminatesAt();
        return warned == null ? "not notified" : end == null || warned.isBefore(end) ? "in time" : "late";
    }

    private static @Nullable String recovery(@Nullable RecoveryState state) {
        RecoveryState.Result result = state == null ? null : state.result();
        return result == null
                ? null
                : result.recovered() ? within(result.after().toSeconds(), MINUTES, 60) : "not";
    }

    private static String channel(Notification warning, Instant noticed) {
        String outcome = warning.failure() != null
                ? "failed/" + warning.failure().reason().name().toLowerCase(Locale.ROOT)
                : (warning.sent() ? "sent/" : "failed/")
                        + within(Duration.between(noticed, warning.at()).toSeconds(), SECONDS, 1);
        return warning.channel().replace(',', ' ') + "/" + outcome;
    }

    private static String within(long seconds, int[] bounds, int unit) {
        return IntStream.of(bounds)
                .filter(bound -> seconds <= (long) bound * unit)
                .mapToObj(String::valueOf)
                .findFirst()
                .orElse(BEYOND);
    }
}
