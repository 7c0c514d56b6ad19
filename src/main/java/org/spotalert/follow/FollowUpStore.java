package org.spotalert.follow;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.spotalert.enrich.Cluster;
import org.spotalert.event.FollowUp;
import org.spotalert.event.FollowUpJson;
import org.spotalert.event.ServiceChange;
import org.spotalert.event.UnreadableEventException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * The follow-ups whose reminders are on the queue, in the database of the claims, by the services that they watch. Every method
 * throws Spring's DataAccessException when the database fails.
 */
final class FollowUpStore {

    private static final String RENEW = "UPDATE follow_up SET state = ? WHERE id = ? AND ended_at IS NULL";
    private static final String ADD =
            "INSERT INTO follow_up (id, state, deadline) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String WATCH =
            "INSERT INTO watched_service (follow_up, service) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String WATCHING = """
            SELECT state FROM follow_up WHERE ended_at IS NULL AND deadline > :now
            AND id IN (SELECT follow_up FROM watched_service WHERE service IN (:services)) ORDER BY deadline""";
    private static final String ENDED = "SELECT id FROM follow_up WHERE ended_at IS NOT NULL AND id IN (:ids)";
    private static final String END = "UPDATE follow_up SET ended_at = ? WHERE id = ?";
    private static final String REMOVE = "DELETE FROM follow_up WHERE id = ? AND ended_at IS NULL";
    private static final String FORGET = "DELETE FROM follow_up WHERE deadline < ?";
    /** How long after its deadline a reminder may still come. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final FollowUpJson json = new FollowUpJson();
    private final JdbcTemplate sql;
    private final NamedParameterJdbcTemplate named;

    FollowUpStore(DataSource database) {
        this.sql = new JdbcTemplate(database);
        // Seconds: a look waits for the answer.
        this.sql.setQueryTimeout(2);
        this.named = new NamedParameterJdbcTemplate(sql);
    }

    /** Keeps the state as it is on the queue, unless the follow-up is over. The services it watches never change. */
    void keep(FollowUp followUp, Instant now) {
        String state = json.write(followUp);
        if (sql.update(RENEW, state, followUp.id()) > 0) {
            return;
        }
        sql.update(FORGET, time(now.minus(KEPT)));
        if (sql.update(ADD, followUp.id(), state, time(followUp.deadline())) > 0) {
            sql.batchUpdate(
                    WATCH,
                    followUp.services().stream()
                            .map(service -> new Object[] {
                                followUp.id(),
                                key(
                                        service.account(),
                                        service.region(),
                                        new Cluster(service.cluster()).name(),
                                        service.name())
                            })
                            .toList());
        }
    }

    /** The open follow-ups that watch one of these services, those that end first at first. */
    List<FollowUp> watching(Collection<ServiceChange> changes, Instant now) {
        List<String> services = changes.stream()
                .map(change -> key(change.account(), change.region(), change.cluster(), change.service()))
                .toList();
        return named.queryForList(WATCHING, Map.of("now", time(now), "services", services), String.class).stream()
                .flatMap(this::read)
                .toList();
    }

    /** Those of these follow-ups that are over. */
    Set<String> ended(Collection<String> ids) {
        return Set.copyOf(named.queryForList(ENDED, Map.of("ids", ids), String.class));
    }

    /** Records that the follow-up is over, and that everybody knows. */
    void end(String id, Instant now) {
        sql.update(END, time(now), id);
    }

    /** Removes the follow-up until it is kept again, unless it is over. */
    void remove(String id) {
        sql.update(REMOVE, id);
    }

    /** What a later version has written is left to its reminder. */
    private Stream<FollowUp> read(String state) {
        try {
            return Stream.of(json.read(state));
        } catch (UnreadableEventException unknown) {
            return Stream.empty();
        }
    }

    private static String key(@Nullable String account, String region, String cluster, String service) {
        return String.join("/", String.valueOf(account), region, cluster, service);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
