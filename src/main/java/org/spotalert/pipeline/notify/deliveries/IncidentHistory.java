package org.spotalert.pipeline.notify.deliveries;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.DeliveryKey;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.platform.store.StoreDatabase;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * What was told before about the same instance: the claims remember it. While their store does not answer, alerts do without.
 */
public final class IncidentHistory {

    private static final String TOLD = """
            SELECT alert, MIN(confirmed_at) AS told FROM claim
            WHERE alert IN (:alerts) AND channel NOT LIKE :follow_up AND confirmed_at IS NOT NULL GROUP BY alert""";
    /** A change is told once for each time for which it is scheduled: its key is not known here. There are few of them. */
    private static final String SCHEDULED = """
            SELECT alert, MIN(confirmed_at) AS told FROM claim
            WHERE alert LIKE '%/scheduled_change@%' AND channel NOT LIKE :follow_up AND confirmed_at IS NOT NULL
            GROUP BY alert""";

    private static final DateTimeFormatter SCHEDULED_FOR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration MINUTES = Duration.ofMinutes(2);
    private static final Duration HOURS = Duration.ofHours(2);
    private static final Duration DAYS = Duration.ofDays(2);

    private final StoreDatabase database;
    private final boolean scheduledChanges;

    /** @param scheduledChanges whether there may be scheduled changes among what was told */
    public IncidentHistory(StoreDatabase database, boolean scheduledChanges) {
        this.database = database;
        this.scheduledChanges = scheduledChanges;
    }

    /** The alerts, the warnings with a remark that says what came before. */
    public List<Alert> recall(List<Alert> alerts) {
        List<String> keys = alerts.stream()
                .filter(alert -> alert.kind() == AlertKind.WARNING)
                .flatMap(alert -> others(alert.impact().interruption()).values().stream())
                .distinct()
                .toList();
        if (keys.isEmpty()) {
            return alerts;
        }
        Map<String, Instant> told;
        Map<String, Instant> scheduled;
        try {
            told = database.ask(() -> told(TOLD, keys));
            scheduled = scheduledChanges ? database.ask(() -> told(SCHEDULED, List.of())) : Map.of();
        } catch (RuntimeException storeFails) {
            // The claims that follow say so.
            return alerts;
        }
        return alerts.stream().map(alert -> recall(alert, told, scheduled)).toList();
    }

    private Map<String, Instant> told(String query, List<String> keys) {
        Map<String, Instant> told = new TreeMap<>();
        new NamedParameterJdbcTemplate(database.dataSource())
                .query(query, Map.of("alerts", keys, "follow_up", DeliveryLog.FOLLOW_UP + "%"), row -> {
                    told.put(
                            row.getString("alert"),
                            row.getObject("told", OffsetDateTime.class).toInstant());
                });
        return told;
    }

    private static Alert recall(Alert alert, Map<String, Instant> told, Map<String, Instant> scheduled) {
        if (alert.kind() != AlertKind.WARNING) {
            return alert;
        }
        Interruption interruption = alert.impact().interruption();
        List<String> before = new ArrayList<>();
        others(interruption).forEach((kind, key) -> {
            Instant when = told.get(key);
            if (when != null && when.isBefore(interruption.noticedAt())) {
                before.add(kind.settingName().replace('-', ' ') + earlier(when, interruption));
            }
        });
        String own = DeliveryKey.of(alert).toString();
        String change = DeliveryKey.of(AlertKind.WARNING, interruption.as(InterruptionKind.SCHEDULED_CHANGE))
                        .toString() + "@";
        scheduled.forEach((key, when) -> {
            if (key.startsWith(change) && !key.equals(own) && when.isBefore(interruption.noticedAt())) {
                before.add("scheduled change for " + SCHEDULED_FOR.format(Instant.parse(key.substring(change.length())))
                        + earlier(when, interruption));
            }
        });
        return before.isEmpty() ? alert : alert.withRemark("Told before: " + String.join(", ", before) + ".");
    }

    private static String earlier(Instant when, Interruption interruption) {
        return " " + text(Duration.between(when, interruption.noticedAt())) + " earlier";
    }

    /** The keys of the other kinds of notices about the same instance, except where they hold a time that is unknown. */
    private static Map<InterruptionKind, String> others(Interruption interruption) {
        Map<InterruptionKind, String> others = new EnumMap<>(InterruptionKind.class);
        for (InterruptionKind kind : InterruptionKind.values()) {
            if (kind != interruption.kind() && kind != InterruptionKind.SCHEDULED_CHANGE) {
                others.put(
                        kind,
                        DeliveryKey.of(AlertKind.WARNING, interruption.as(kind)).toString());
            }
        }
        return others;
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
