package org.spotalert.pipeline.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.spotalert.model.AlertKind;
import org.spotalert.model.DeliveryKey;
import org.spotalert.pipeline.store.Deliveries;
import org.spotalert.pipeline.store.Lease;
import org.spotalert.platform.collection.Chunks;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.transaction.support.TransactionTemplate;

/** The deliveries in a database. Leases are measured by its clock: the clocks of the processes that share it do not matter. */
record JdbcDeliveries(NamedParameterJdbcTemplate named, TransactionTemplate transaction, Lease lease)
        implements Deliveries {

    private static final String KEY = "channel = :channel AND incident = :incident AND kind = :kind";
    private static final String ACQUIRE = """
            INSERT INTO delivery (owner, channel, incident, kind, leased_until)
            VALUES (:owner, :channel, :incident, :kind, CURRENT_TIMESTAMP + INTERVAL '%d' SECOND) ON CONFLICT DO NOTHING""";
    private static final String TAKE_OVER = """
            UPDATE delivery SET owner = :owner, leased_until = CURRENT_TIMESTAMP + INTERVAL '%d' SECOND
            WHERE sent_at IS NULL AND leased_until < CURRENT_TIMESTAMP AND\s""" + KEY;
    private static final String MARK = "UPDATE delivery SET sent_at = CURRENT_TIMESTAMP WHERE " + KEY;
    private static final String MARK_WITHOUT_LEASE = """
            INSERT INTO delivery (channel, incident, kind, sent_at) VALUES (:channel, :incident, :kind, CURRENT_TIMESTAMP)
            ON CONFLICT DO NOTHING""";
    private static final String RENEW = """
            UPDATE delivery SET leased_until = CURRENT_TIMESTAMP + INTERVAL '%d' SECOND
            WHERE owner = :owner AND sent_at IS NULL AND\s""" + KEY;
    private static final String RELEASE = "DELETE FROM delivery WHERE owner = :owner AND sent_at IS NULL AND " + KEY;
    private static final String STATES = """
            SELECT incident, kind, sent_at IS NOT NULL AS sent FROM delivery
            WHERE channel = :channel AND incident IN (:incidents)
            AND (sent_at IS NOT NULL OR leased_until >= CURRENT_TIMESTAMP)""";
    private static final String SENT_TO =
            "SELECT incident, kind, channel FROM delivery WHERE incident IN (:incidents) AND sent_at IS NOT NULL";
    /** A lease that has lapsed and that nobody has taken over since then will never be. */
    private static final String FORGET = """
            DELETE FROM delivery WHERE sent_at < CURRENT_TIMESTAMP - INTERVAL '%1$d' SECOND
            OR (sent_at IS NULL AND leased_until < CURRENT_TIMESTAMP - INTERVAL '%1$d' SECOND)""";

    @Override
    public Acquired acquire(String channel, Collection<DeliveryKey> keys) {
        return transaction.execute(status -> {
            List<DeliveryKey> all = inOrder(keys);
            Set<DeliveryKey> leased = new HashSet<>(changed(leasing(ACQUIRE), channel, all));
            List<DeliveryKey> left = without(all, leased);
            leased.addAll(changed(leasing(TAKE_OVER), channel, left));
            Map<DeliveryKey, State> states = states(channel, without(left, leased));
            states.values().retainAll(Set.of(State.SENT));
            return new Acquired(leased, states.keySet());
        });
    }

    @Override
    public void markSent(String channel, Collection<DeliveryKey> keys) {
        transaction.executeWithoutResult(status -> {
            List<DeliveryKey> all = inOrder(keys);
            Set<DeliveryKey> leased = changed(MARK, channel, all);
            changed(MARK_WITHOUT_LEASE, channel, without(all, leased));
        });
    }

    @Override
    public void renew(String channel, Collection<DeliveryKey> keys) {
        transaction.executeWithoutResult(status -> changed(leasing(RENEW), channel, inOrder(keys)));
    }

    @Override
    public void release(String channel, Collection<DeliveryKey> keys) {
        transaction.executeWithoutResult(status -> changed(RELEASE, channel, inOrder(keys)));
    }

    @Override
    public Map<DeliveryKey, State> states(String channel, Collection<DeliveryKey> keys) {
        Map<DeliveryKey, State> states = new HashMap<>();
        for (List<String> some : Chunks.of(incidents(keys), JdbcStore.NAMED_AT_ONCE)) {
            named.query(STATES, Map.of("channel", channel, "incidents", some), row -> {
                states.put(key(row), row.getBoolean("sent") ? State.SENT : State.IN_FLIGHT);
            });
        }
        states.keySet().retainAll(Set.copyOf(keys));
        return states;
    }

    @Override
    public Map<DeliveryKey, Set<String>> sentTo(Collection<DeliveryKey> keys) {
        Map<DeliveryKey, Set<String>> channels = new HashMap<>();
        for (List<String> some : Chunks.of(incidents(keys), JdbcStore.NAMED_AT_ONCE)) {
            named.query(SENT_TO, Map.of("incidents", some), row -> {
                channels.computeIfAbsent(key(row), any -> new TreeSet<>()).add(row.getString("channel"));
            });
        }
        channels.keySet().retainAll(Set.copyOf(keys));
        return channels;
    }

    private static DeliveryKey key(ResultSet row) throws SQLException {
        return new DeliveryKey(row.getString("incident"), AlertKind.valueOf(row.getString("kind")));
    }

    private static List<String> incidents(Collection<DeliveryKey> keys) {
        return keys.stream().map(DeliveryKey::incident).distinct().toList();
    }

    /** Forgets what was sent so long ago that nothing can repeat it any more. */
    int forget(Duration retention) {
        return named.getJdbcOperations().update(FORGET.formatted(retention.toSeconds()));
    }

    private String leasing(String statement) {
        return statement.formatted(Math.max(1, lease.length().toSeconds()));
    }

    /** In the same order everywhere, so that no two transactions wait for each other. */
    private static List<DeliveryKey> inOrder(Collection<DeliveryKey> keys) {
        return keys.stream()
                .distinct()
                .sorted(Comparator.comparing(DeliveryKey::incident).thenComparing(DeliveryKey::kind))
                .toList();
    }

    private static List<DeliveryKey> without(List<DeliveryKey> keys, Set<DeliveryKey> others) {
        return keys.stream().filter(key -> !others.contains(key)).toList();
    }

    private Set<DeliveryKey> changed(String statement, String channel, List<DeliveryKey> keys) {
        int[] rows = named.batchUpdate(
                statement,
                keys.stream()
                        .map(key -> new MapSqlParameterSource("channel", channel)
                                .addValue("incident", key.incident())
                                .addValue("kind", key.kind().name())
                                .addValue("owner", lease.owner()))
                        .toArray(SqlParameterSource[]::new));
        return IntStream.range(0, rows.length)
                .filter(index -> rows[index] > 0)
                .mapToObj(keys::get)
                .collect(Collectors.toSet());
    }
}
