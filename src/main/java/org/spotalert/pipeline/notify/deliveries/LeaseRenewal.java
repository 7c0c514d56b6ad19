package org.spotalert.pipeline.notify.deliveries;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.store.StoreDatabase;
import org.springframework.jdbc.core.JdbcTemplate;

/** What claims need from time to time: those of sends under way are renewed, and old ones are forgotten. */
public final class LeaseRenewal {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewal.class);
    /** A claim that has lapsed and that nobody has taken over since then will never be. */
    private static final String FORGET = """
            DELETE FROM claim WHERE confirmed_at < CURRENT_TIMESTAMP - INTERVAL '%1$d' SECOND
            OR (confirmed_at IS NULL AND leased_until < CURRENT_TIMESTAMP - INTERVAL '%1$d' SECOND)""";

    private final StoreDatabase database;
    private final JdbcTemplate sql;
    private final DeliveryLog claims;
    private final Duration retention;

    /**
     * @param retention how long it is remembered that an alert was sent
     */
    public LeaseRenewal(StoreDatabase database, DeliveryLog claims, Duration retention) {
        this.database = database;
        this.sql = new JdbcTemplate(database.dataSource());
        this.claims = claims;
        this.retention = retention;
    }

    /**
     * Renews the claims of what this process is just sending. So it is found out, too, whether the store answers; one that
     * is not open is opened.
     */
    public void renew() {
        database.open();
        change(() -> {
            sql.queryForObject("SELECT COUNT(*) FROM claim WHERE channel = ''", Integer.class);
            claims.renew();
        });
    }

    /** Forgets what was sent so long ago that nothing can repeat it any more. */
    public void forget() {
        change(() -> {
            int forgotten = sql.update(FORGET.formatted(retention.toSeconds()));
            if (forgotten > 0) {
                LOG.atInfo().addKeyValue("claims", forgotten).log("old claims are forgotten");
            }
        });
    }

    private void change(Runnable change) {
        if (!database.isOpen()) {
            return;
        }
        try {
            change.run();
            database.works();
        } catch (RuntimeException failure) {
            database.isLost(failure);
        }
    }
}
