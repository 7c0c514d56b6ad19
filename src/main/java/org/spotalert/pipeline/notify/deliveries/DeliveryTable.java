package org.spotalert.pipeline.notify.deliveries;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * The alerts that one channel has: Camel's JDBC idempotent repository, with what a send needs beside it. A key is claimed
 * for a short time before the send and confirmed after it; a lapsed claim is taken over by exactly one of those who ask
 * at the same time; and many keys are claimed at once, so that a batch of hundreds costs a few statements.
 *
 * <p>Camel's own repository with leases (JdbcOrphanLockAwareIdempotentRepository) lets two processes take over the same
 * lapsed claim, and cannot tell what was sent from what is being sent.
 *
 * <p>Claims are measured by the database's clock: the clocks of the processes that share it do not matter.
 */
public final class DeliveryTable extends JdbcMessageIdRepository {

    private static final String CLAIM = """
            INSERT INTO claim (channel, alert, owner, leased_until)
            VALUES (?, ?, ?, CURRENT_TIMESTAMP + INTERVAL '%d' SECOND)
            ON CONFLICT DO NOTHING""";
    private static final String TAKE_OVER = """
            UPDATE claim SET owner = ?, leased_until = CURRENT_TIMESTAMP + INTERVAL '%d' SECOND
            WHERE channel = ? AND alert = ? AND confirmed_at IS NULL AND leased_until < CURRENT_TIMESTAMP""";
    private static final String CONFIRM =
            "UPDATE claim SET confirmed_at = CURRENT_TIMESTAMP WHERE channel = ? AND alert = ?";
    private static final String CONFIRM_UNCLAIMED = """
            INSERT INTO claim (channel, alert, confirmed_at)
            VALUES (?, ?, CURRENT_TIMESTAMP)
            ON CONFLICT DO NOTHING""";
    private static final String RENEW = """
            UPDATE claim SET leased_until = CURRENT_TIMESTAMP + INTERVAL '%d' SECOND
            WHERE channel = ? AND alert = ? AND owner = ? AND confirmed_at IS NULL""";
    private static final String RELEASE =
            "DELETE FROM claim WHERE channel = ? AND alert = ? AND owner = ? AND confirmed_at IS NULL";
    private static final String CONFIRMED =
            "SELECT alert FROM claim WHERE channel = :channel AND alert IN (:alerts) AND confirmed_at IS NOT NULL";

    private final String owner;
    private final String claim;
    private final String takeOver;
    private final String renew;

    /**
     * @param channel the channel whose alerts these are
     * @param lease how this process holds its claims
     */
    DeliveryTable(DataSource dataSource, String channel, LeaseOwner lease) {
        super(dataSource, channel);
        this.owner = lease.owner();
        this.claim = CLAIM.formatted(lease.length().toSeconds());
        this.takeOver = TAKE_OVER.formatted(lease.length().toSeconds());
        this.renew = RENEW.formatted(lease.length().toSeconds());
        // What the repository itself asks and says is about confirmed claims; the table is made by a migration.
        setCreateTableIfNotExists(false);
        setQueryString("SELECT COUNT(*) FROM claim WHERE channel = ? AND alert = ? AND confirmed_at IS NOT NULL");
        setInsertString("INSERT INTO claim (channel, alert, confirmed_at) VALUES (?, ?, ?)");
        setDeleteString("DELETE FROM claim WHERE channel = ? AND alert = ?");
        setClearString("DELETE FROM claim WHERE channel = ?");
    }

    /**
     * What became of keys that were asked for. A key in neither set is just being sent by somebody else.
     *
     * @param claimed the caller sends these now, and then confirms or releases them
     * @param confirmed these were sent before
     */
    record Claimed(Set<String> claimed, Set<String> confirmed) {}

    /** Claims those keys that nobody has sent or is sending. */
    Claimed claim(Collection<String> keys) {
        return inTransaction(() -> {
            List<String> all = inOrder(keys);
            Set<String> claimed = new HashSet<>(changed(claim, all, key -> List.of(processorName, key, owner)));
            List<String> left = without(all, claimed);
            claimed.addAll(changed(takeOver, left, key -> List.of(owner, processorName, key)));
            return new Claimed(claimed, confirmed(without(left, claimed)));
        });
    }

    /** Records that these were sent, whether they were claimed before or not. */
    void confirm(Collection<String> keys) {
        inTransaction(() -> {
            List<String> all = inOrder(keys);
            Set<String> claimed = changed(CONFIRM, all, key -> List.of(processorName, key));
            return changed(CONFIRM_UNCLAIMED, without(all, claimed), key -> List.of(processorName, key));
        });
    }

    /** Holds on to what this process is just sending. */
    void renew(Collection<String> keys) {
        inTransaction(() -> changed(renew, inOrder(keys), key -> List.of(processorName, key, owner)));
    }

    /** Gives back what this process has claimed and not sent. */
    void release(Collection<String> keys) {
        inTransaction(() -> changed(RELEASE, inOrder(keys), key -> List.of(processorName, key, owner)));
    }

    private <T> T inTransaction(Supplier<T> work) {
        return transactionTemplate.execute(status -> work.get());
    }

    /** In the same order everywhere, so that no two transactions wait for each other. */
    private static List<String> inOrder(Collection<String> keys) {
        return List.copyOf(new TreeSet<>(keys));
    }

    private static List<String> without(List<String> keys, Set<String> others) {
        return keys.stream().filter(key -> !others.contains(key)).toList();
    }

    private Set<String> confirmed(List<String> keys) {
        return keys.isEmpty()
                ? Set.of()
                : Set.copyOf(new NamedParameterJdbcTemplate(jdbcTemplate)
                        .queryForList(CONFIRMED, Map.of("channel", processorName, "alerts", keys), String.class));
    }

    /** The keys for which the statement has changed a row. */
    private Set<String> changed(String statement, List<String> keys, Function<String, List<String>> arguments) {
        Set<String> changed = new HashSet<>();
        if (!keys.isEmpty()) {
            int[] rows = jdbcTemplate.batchUpdate(
                    statement, keys.stream().map(arguments).map(List::toArray).toList());
            for (int index = 0; index < rows.length; index++) {
                if (rows[index] > 0) {
                    changed.add(keys.get(index));
                }
            }
        }
        return changed;
    }
}
