package org.spotalert.pipeline.store.jdbc;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.spotalert.model.AlertKind;
import org.spotalert.model.DeliveryKey;
import org.spotalert.pipeline.store.Deliveries;
import org.spotalert.pipeline.store.Lease;
import org.spotalert.platform.collection.Chunks;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The deliveries in a database. Leases are measured by its clock: the clocks of the processes that share it do not matter. */
final class JdbcDeliveries implements Deliveries {

    private static final String KEY = "channel = ? AND incident = ? AND kind = ?";
    private static final String ACQUIRE = """
            INSERT INTO delivery (owner, channel, incident, kind, leased_until)
            VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP + INTERVAL '%d' SECOND) ON CONFLICT DO NOTHING""";
    private static final String TAKE_OVER = """
            UPDATE delivery SET owner = ?, leased_until = CURRENT_TIMESTAMP + INTERVAL '%d' SECOND
            WHERE channel = ? AND incident = ? AND kind = ? AND sent_at IS NULL AND leased_until < CURRENT_TIMESTAMP""";
    private static final String MARK = "UPDATE delivery SET sent_at = CURRENT_TIMESTAMP WHERE " + KEY;
    private static final String MARK_WITHOUT_LEASE = """
            INSERT INTO delivery (channel, incident, kind, sent_at) VALUES (?, ?, ?, CURRENT_TIMESTAMP)
            ON CONFLICT DO NOTHING""";
    private static final String RENEW = """
            UPDATE delivery SET leased_until = CURRENT_TIMESTAMP + INTERVAL '%d' SECOND
            WHERE owner = ? AND channel = ? AND incident = ? AND kind = ? AND sent_at IS NULL""";
    private static final String RELEASE =
            "DELETE FROM delivery WHERE owner = ? AND channel = ? AND incident = ? AND kind = ? AND sent_at IS NULL";
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

    private final JdbcTemplate sql;
    private final NamedParameterJdbcTemplate named;
    private final TransactionTemplate transaction;
    private final Lease lease;

    JdbcDeliveries(DataSource database, Lease lease) {
        this.sql = new JdbcTemplate(database);
        this.named = new NamedParameterJdbcTemplate(sql);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.lease = lease;
    }

    @Override
    public Acquired acquire(String channel, Collection<DeliveryKey> keys) {
        return transaction.execute(status -> {
            List<DeliveryKey> all = inOrder(keys);
            Set<DeliveryKey> leased = new HashSet<>(changed(leasing(ACQUIRE), all, key -> owned(channel, key)));
            List<DeliveryKey> left = without(all, leased);
            leased.addAll(changed(leasing(TAKE_OVER), left, key -> owned(channel, key)));
            Map<DeliveryKey, State> states = states(channel, without(left, leased));
            states.values().retainAll(Set.of(State.SENT));
            return new Acquired(leased, states.keySet());
        });
    }

    @Override
    public void markSent(String channel, Collection<DeliveryKey> keys) {
        transaction.executeWithoutResult(status -> {
            List<DeliveryKey> all = inOrder(keys);
            Set<DeliveryKey> leased = changed(MARK, all, key -> arguments(channel, key));
            changed(MARK_WITHOUT_LEASE, without(all, leased), key -> arguments(channel, key));
        });
    }

    @Override
    public void renew(String channel, Collection<DeliveryKey> keys) {
        transaction.executeWithoutResult(status -> changed(leasing(RENEW), inOrder(keys), key -> owned(channel, key)));
    }

    @Override
    public void release(String channel, Collection<DeliveryKey> keys) {
        transaction.executeWithoutResult(status -> changed(RELEASE, inOrder(keys), key -> owned(channel, key)));
    }

    @Override
    public Map<DeliveryKey, State> states(String channel, Collection<DeliveryKey> keys) {
        Map<DeliveryKey, State> states = new HashMap<>();
        for (List<String> some : Chunks.of(incidents(keys), JdbcStore.NAMED_AT_ONCE)) {
            named.query(STATES, Map.of("channel", channel, "incidents", some), row -> {
                states.put(
                        new DeliveryKey(row.getString("incident"), AlertKind.valueOf(row.getString("kind"))),
                        row.getBoolean("sent") ? State.SENT : State.IN_FLIGHT);
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
                DeliveryKey key = new DeliveryKey(row.getString("incident"), AlertKind.valueOf(row.getString("kind")));
                channels.computeIfAbsent(key, any -> new TreeSet<>()).add(row.getString("channel"));
            });
        }
        channels.keySet().retainAll(Set.copyOf(keys));
        return channels;
    }

    private static List<String> incidents(Collection<DeliveryKey> keys) {
        return keys.stream().map(DeliveryKey::incident).distinct().toList();
    }

    /** Forgets what was sent so long ago that nothing can repeat it any more. */
    int forget(Duration retention) {
        return sql.update(FORGET.formatted(retention.toSeconds()));
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

    private static Object[] arguments(String channel, DeliveryKey key) {
        return new Object[] {channel, key.incident(), key.kind().name()};
    }

    private Object[] owned(String channel, DeliveryKey key) {
        return new Object[] {lease.owner(), channel, key.incident(), key.kind().name()};
    }

    /** The keys for which the statement has changed a row. */
    private Set<DeliveryKey> changed(
            String statement, List<DeliveryKey> keys, Function<DeliveryKey, Object[]> arguments) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        int[] rows = sql.batchUpdate(statement, keys.stream().map(arguments).toList());
        return IntStream.range(0, rows.length)
                .filter(index -> rows[index] > 0)
                .mapToObj(keys::get)
                .collect(Collectors.toSet());
    }
}
