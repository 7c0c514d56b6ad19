package org.spotalert.pipeline.decide;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.InterruptionKind;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The suppressed alerts in the database of the claims, so that a restart keeps them and replicas share them. Every method
 * throws an exception of Spring's when the database fails.
 */
final class SuppressedStore {

    private static final String ADD = """
            INSERT INTO suppressed_alert (alert, kind, account, region, instance, cluster, services, rule, reason,
            noticed_at, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";
    private static final String FITTING = """
            FROM suppressed_alert WHERE decided_at >= ? AND rule LIKE ? AND COALESCE(cluster, '') LIKE ?""";

    private static final String FORGET = "DELETE FROM suppressed_alert WHERE decided_at < ?";

    /** In seconds: nobody waits for an answer, but a connection must not be held for ever. */
    private static final int PATIENCE = 5;

    private final JdbcTemplate sql;
    private final TransactionTemplate transaction;

    SuppressedStore(DataSource database) {
        this.sql = new JdbcTemplate(database);
        this.sql.setQueryTimeout(PATIENCE);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    /** Keeps those that are not kept yet: all of them, or none when it fails. */
    void add(List<SuppressedAlert> alerts) {
        List<Object[]> rows = alerts.stream().map(SuppressedStore::row).toList();
        transaction.executeWithoutResult(status -> sql.batchUpdate(ADD, rows));
    }

    private static Object[] row(SuppressedAlert alert) {
        return new Object[] {
            alert.key(),
            alert.kind().name(),
            alert.account(),
            alert.region(),
            alert.instanceId(),
            alert.cluster(),
            alert.services(),
            alert.rule().name(),
            alert.reason(),
            time(alert.noticedAt()),
            time(alert.decidedAt())
        };
    }

    /** The last decided of those that fit, the newest first, up to so many; and how many fit in all. */
    SuppressedQuery.Answer newest(SuppressedQuery query, int most) {
        Object[] fitting = {time(query.since()), like(query.rule()), like(query.cluster())};
        Object[] limited = Arrays.copyOf(fitting, fitting.length + 1);
        limited[fitting.length] = most;
        @Nullable Integer all = sql.queryForObject("SELECT COUNT(*) " + FITTING, Integer.class, fitting);
        return new SuppressedQuery.Answer(
                sql.query(
                        "SELECT * " + FITTING + " ORDER BY decided_at DESC, alert LIMIT ?",
                        (row, number) -> alert(row),
                        limited),
                Objects.requireNonNull(all));
    }

    /** A pattern of names as SQL has it. */
    private static String like(String pattern) {
        return pattern.replaceAll("([\\\\%_])", "\\\\$1").replace('*', '%').replace('?', '_');
    }

    /** Forgets those that were decided before this time, and returns how many these were. */
    int forget(Instant before) {
        return sql.update(FORGET, time(before));
    }

    private static SuppressedAlert alert(ResultSet row) throws SQLException {
        return new SuppressedAlert(
                row.getString("alert"),
                InterruptionKind.valueOf(row.getString("kind")),
                row.getString("account"),
                row.getString("region"),
                row.getString("instance"),
                row.getString("cluster"),
                row.getString("services"),
                Rule.valueOf(row.getString("rule")),
                row.getString("reason"),
                instant(row.getTimestamp("noticed_at")),
                instant(row.getTimestamp("decided_at")));
    }

    private static Instant instant(Timestamp time) {
        return time.toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
