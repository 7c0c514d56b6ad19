package org.spotalert.claim;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** What claims need from time to time: those of sends under way are renewed, and old ones are forgotten. */
public final class ClaimUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimUpkeep.class);
    private static final String RENEW = """
            UPDATE claim SET leased_until = CURRENT_TIMESTAMP + INTERVAL '%d' SECOND
            WHERE owner = ? AND confirmed_at IS NULL""";
    /** A claim that has lapsed and that nobody has taken over since then will never be. */
    private static final String FORGET = """
            DELETE FROM claim WHERE confirmed_at < CURRENT_TIMESTAMP - INTERVAL '%1$d' SECOND
            OR (confirmed_at IS NULL AND leased_until < CURRENT_TIMESTAMP - INTERVAL '%1$d' SECOND)""";

    private final ClaimDatabase database;
    private final JdbcTemplate sql;
    private final ClaimLease lease;
    private final Duration retention;

    /**
     * @param retention how long it is remembered that an alert was sent
     */
    public ClaimUpkeep(ClaimDatabase database, ClaimLease lease, Duration retention) {
        this.database = database;
        this.sql = new JdbcTemplate(database.dataSource());
        this.lease = lease;
        this.retention = retention;
    }

    /**
     * Renews the claims of this process that are not confirmed yet. So it is found out, too, whether the store answers;
     * one that is not open is opened.
     */
    public void renew() {
        database.open();
        change(RENEW.formatted(lease.length().toSeconds()), lease.owner());
    }

    /** Forgets what was sent so long ago that nothing can repeat it any more. */
    public void forget() {
        int forgotten = change(FORGET.formatted(retention.toSeconds()));
        if (forgotten > 0) {
            LOG.atInfo().addKeyValue("claims", forgotten).log("old claims are forgotten");
        }
    }

    private int change(String statement, Object... arguments) {
        if (!database.isOpen()) {
            return 0;
        }
        try {
            int changed = sql.update(statement, arguments);
            database.works();
            return changed;
        } catch (RuntimeException failure) {
            database.fails(failure);
            return 0;
        }
    }
}
