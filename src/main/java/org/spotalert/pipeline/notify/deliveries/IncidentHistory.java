package org.spotalert.pipeline.notify.deliveries;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Incident;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.store.StoreAccess;

/** Says in a warning which earlier notices about the same instance people have received. Without the store it says nothing. */
public record IncidentHistory(StoreAccess store) {

    private static final DateTimeFormatter SCHEDULED_FOR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration MINUTES = Duration.ofMinutes(2);
    private static final Duration HOURS = Duration.ofHours(2);
    private static final Duration DAYS = Duration.ofDays(2);

    /** The alerts, the warnings with a remark that says what came before. */
    public List<Alert> recall(List<Alert> alerts) {
        List<String> instances = alerts.stream()
                .filter(alert -> alert.kind() == AlertKind.WARNING)
                .map(alert -> Incident.instanceKey(alert.interruption()))
                .distinct()
                .toList();
        if (instances.isEmpty()) {
            return alerts;
        }
        try {
            Map<String, List<Incident>> incidents = store
                    .ask(any -> any.incidents().ofInstances(instances))
                    .stream()
                    .collect(Collectors.groupingBy(incident -> Incident.instanceKey(incident.interruption())));
            return alerts.stream().map(alert -> recall(alert, incidents)).toList();
        } catch (RuntimeException storeFails) {
            // The leases that follow say so.
            return alerts;
        }
    }

    private static Alert recall(Alert alert, Map<String, List<Incident>> incidents) {
        Interruption interruption = alert.interruption();
        if (alert.kind() != AlertKind.WARNING) {
            return alert;
        }
        String before = incidents.getOrDefault(Incident.instanceKey(interruption), List.of()).stream()
                .filter(incident -> !incident.key().equals(Incident.key(interruption)))
                .filter(incident ->
                        incident.warnedAt() != null && incident.warnedAt().isBefore(interruption.noticedAt()))
                .sorted(Comparator.comparing(incident -> incident.interruption().kind()))
                .map(incident -> name(incident.interruption()) + " "
                        + text(Duration.between(incident.warnedAt(), interruption.noticedAt())) + " earlier")
                .collect(Collectors.joining(", "));
        return before.isEmpty() ? alert : alert.withRemark("Announced before: " + before + ".");
    }

    private static String name(Interruption notice) {
        Instant scheduled = notice.terminatesAt();
        return notice.kind().settingName().replace('-', ' ')
                + (notice.kind() == InterruptionKind.SCHEDULED_CHANGE && scheduled != null
                        ? " for " + SCHEDULED_FOR.format(scheduled)
                        : "");
    }

    static String text(Duration duration) {
        if (duration.compareTo(MINUTES) < 0) {
            return duration.toSeconds() + " s";
        }
        if (duration.compareTo(HOURS) < 0) {
            return duration.toMinutes() + " min";
        }
        return duration.compareTo(DAYS) < 0 ? duration.toHours() + " h" : duration.toDays() + " d";
    }
}
