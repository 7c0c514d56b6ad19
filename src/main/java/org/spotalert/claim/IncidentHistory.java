package org.spotalert.claim;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spotalert.decide.Alert;
import org.spotalert.decide.AlertKind;
import org.spotalert.event.Interruption;
import org.spotalert.event.InterruptionKind;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * What was told before about the same instance: the claims remember it. While their store does not answer, alerts do without.
 */
public final class IncidentHistory {

    private static final String TOLD = """
            SELECT alert, MIN(confirmed_at) AS told FROM claim
            WHERE alert IN (:alerts) AND channel NOT LIKE :follow_up AND confirmed_at IS NOT NULL GROUP BY alert""";
    private static final Duration MINUTES = Duration.ofMinutes(2);
    private static final Duration HOURS = Duration.ofHours(2);

    private final ClaimDatabase database;

    public IncidentHistory(ClaimDatabase database) {
        this.database = database;
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
        try {
            told = database.ask(() -> told(keys));
        } catch (RuntimeException storeFails) {
            // The claims that follow say so.
            return alerts;
        }
        return alerts.stream().map(alert -> recall(alert, told)).toList();
    }

    private Map<String, Instant> told(List<String> keys) {
        Map<String, Instant> told = new HashMap<>();
        new NamedParameterJdbcTemplate(database.dataSource())
                .query(TOLD, Map.of("alerts", keys, "follow_up", Claims.FOLLOW_UP + "%"), row -> {
                    told.put(
                            row.getString("alert"),
                            row.getObject("told", OffsetDateTime.class).toInstant());
                });
        return told;
    }

    private static Alert recall(Alert alert, Map<String, Instant> told) {
        if (alert.kind() != AlertKind.WARNING) {
            return alert;
        }
        Interruption interruption = alert.impact().interruption();
        List<String> before = new ArrayList<>();
        others(interruption).forEach((kind, key) -> {
            Instant when = told.get(key);
            if (when != null && when.isBefore(interruption.noticedAt())) {
                Duration earlier = Duration.between(when, interruption.noticedAt());
                before.add(kind.settingName().replace('-', ' ') + " " + text(earlier) + " earlier");
            }
        });
        return before.isEmpty() ? alert : alert.withRemark("Told before: " + String.join(", ", before) + ".");
    }

    /** The keys of the other kinds of notices about the same instance, except where they hold a time that is unknown. */
    private static Map<InterruptionKind, String> others(Interruption interruption) {
        Map<InterruptionKind, String> others = new EnumMap<>(InterruptionKind.class);
        for (InterruptionKind kind : InterruptionKind.values()) {
            if (kind != interruption.kind()) {
                others.put(kind, AlertKey.of(AlertKind.WARNING, interruption.as(kind)));
            }
        }
        return others;
    }

    static String text(Duration duration) {
        if (duration.compareTo(MINUTES) < 0) {
            return duration.toSeconds() + " s";
        }
        return duration.compareTo(HOURS) < 0 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }
}
