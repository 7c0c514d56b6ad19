package org.spotalert.pipeline.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.model.Losses;
import org.spotalert.model.RecoveryState;
import org.spotalert.pipeline.store.Facet;
import org.spotalert.platform.text.TextSanitizer;

/**
 * One incident, as pages and tables show it: every text on one line.
 *
 * @param key what the page of the incident is asked for by
 * @param terminatesAt when the instance goes; null where no time is set
 * @param tasks how many tasks of services are lost, standalone ones included
 * @param channels who has the warning, each with the seconds that it had to wait, and who does not, with the reason
 * @param notifiedAfter in seconds after the notice, at the first channel; null when none has the warning
 * @param secondsLeft how long before the instance goes the first channel had the warning; null where no time is set
 * @param recoveredAfter in seconds after the notice; null when the services are not stable, or it is not known
 */
public record IncidentRow(
        String key,
        Instant noticedAt,
        @Nullable Instant terminatesAt,
        String kind,
        String instance,
        String account,
        String region,
        String zone,
        String type,
        String cluster,
        List<String> services,
        int tasks,
        String severity,
        String outcome,
        String rule,
        String reason,
        List<String> channels,
        @Nullable Long notifiedAfter,
        @Nullable Long secondsLeft,
        String recovery,
        @Nullable Long recoveredAfter) {

    /** How long after the notice an incident is open whose recovery is not known: no check comes later. */
    private static final Duration LONGEST = Duration.ofMinutes(20);

    static IncidentRow of(Incident incident) {
        Instant noticed = incident.interruption().noticedAt();
        Instant warned = incident.warnedAt();
        Instant end = incident.interruption().terminatesAt();
        RecoveryState.Result result =
                incident.recovery() == null ? null : incident.recovery().result();
        return new IncidentRow(
                incident.key(),
                noticed,
                end,
                incident.interruption().kind().settingName(),
                TextSanitizer.line(incident.interruption().resourceId()),
                one(Facet.ACCOUNT, incident),
                one(Facet.REGION, incident),
                one(Facet.ZONE, incident),
                one(Facet.TYPE, incident),
                one(Facet.CLUSTER, incident),
                Facet.SERVICE.of(incident).map(TextSanitizer::line).sorted().toList(),
                incident.impact().standaloneTasks()
                        + incident.impact().services().stream()
                                .mapToInt(Losses.Service::tasks)
                                .sum(),
                incident.judgement().severity().toString(),
                one(Facet.OUTCOME, incident),
                incident.judgement().rule().name(),
                TextSanitizer.line(incident.judgement().reason()),
                incident.notifications().stream()
                        .filter(notification -> notification.kind() == AlertKind.WARNING)
                        .map(warning -> channel(warning, noticed))
                        .sorted()
                        .toList(),
                warned == null ? null : Duration.between(noticed, warned).toSeconds(),
                warned == null || end == null
                        ? null
                        : Duration.between(warned, end).toSeconds(),
                recovery(incident, result),
                result == null || !result.recovered() ? null : result.after().toSeconds());
    }

    private static String one(Facet facet, Incident incident) {
        return facet.of(incident).findFirst().map(TextSanitizer::line).orElse("");
    }

    private static String channel(Notification warning, Instant noticed) {
        return TextSanitizer.line(warning.channel())
                + (warning.sent()
                        ? " +" + Duration.between(noticed, warning.at()).toSeconds() + " s"
                        : " failed"
                                + (warning.failure() == null
                                        ? ""
                                        : ": " + word(warning.failure().reason())));
    }

    private static String recovery(Incident incident, RecoveryState.@Nullable Result result) {
        if (result != null) {
            return result.recovered() ? "recovered" : "not recovered";
        }
        return incident.recovery() == null ? "" : "checked";
    }

    /** A constant's name as people read it. */
    static String word(Enum<?> constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether something is still to come: the instance goes, or the services recover. */
    boolean open(Instant now) {
        boolean goes = terminatesAt != null && terminatesAt.isAfter(now);
        boolean recovers = recovery.equals("checked") && noticedAt.plus(LONGEST).isAfter(now);
        return !outcome.equals("suppressed") && (goes || recovers);
    }
}
