package org.spotalert.pipeline.decide;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.Alert;
import org.spotalert.platform.store.StoreDatabase;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * The record of the alerts that nobody was told about, of all processes that share the store. It is written a moment later
 * and in batches: the decision neither waits for the store nor fails with it.
 */
public final class SuppressedRecord {

    private static final Logger LOG = LoggerFactory.getLogger(SuppressedRecord.class);
    /** What waits while the store fails; some megabytes. */
    private static final int MOST_WAITING = 10_000;

    private static final int AT_ONCE = 500;

    private final StoreDatabase database;
    private final SuppressedStore store;
    private final Duration retention;
    private final Clock clock;
    private final BlockingQueue<SuppressedAlert> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicInteger lost = new AtomicInteger();

    /**
     * @param retention how long a suppressed alert is remembered
     */
    public SuppressedRecord(StoreDatabase database, Duration retention, Clock clock) {
        this.database = database;
        this.store = new SuppressedStore(database.dataSource());
        this.retention = retention;
        this.clock = clock;
    }

    /** Takes in those of the alerts that nobody is told about. */
    public void add(List<Alert> alerts) {
        Instant now = clock.instant();
        wait(alerts.stream()
                .filter(alert -> !alert.decision().sends())
                .map(alert -> SuppressedAlert.of(alert, now))
                .toList());
    }

    private void wait(List<SuppressedAlert> alerts) {
        for (SuppressedAlert alert : alerts) {
            if (!waiting.offer(alert) && lost.getAndIncrement() == 0) {
                LOG.error("the store has failed for too long: further suppressed alerts are missing in its record");
            }
        }
    }

    /** Writes what waits. What cannot be written while the store fails goes on waiting. */
    public void write() {
        List<SuppressedAlert> batch = new ArrayList<>();
        while (waiting.drainTo(batch, AT_ONCE) > 0 && written(batch)) {
            batch.clear();
        }
    }

    private boolean written(List<SuppressedAlert> batch) {
        try {
            database.ask(() -> {
                store.add(batch);
                return batch.size();
            });
            int missing = lost.getAndSet(0);
            if (missing > 0) {
                LOG.atWarn().addKeyValue("missing", missing).log("suppressed alerts are recorded again");
            }
            return true;
        } catch (DataIntegrityViolationException refused) {
            // It would be refused again, and keep what comes after it from being written.
            LOG.atError()
                    .addKeyValue("alerts", batch.size())
                    .addKeyValue("reason", StoreDatabase.reason(refused))
                    .log("suppressed alerts cannot be recorded, and are left out");
            return true;
        } catch (RuntimeException fails) {
            // The store says so itself, once.
            wait(batch);
            return false;
        }
    }

    /** Forgets what was suppressed longer ago than it is remembered. While the store fails, nothing. */
    public void forget() {
        try {
            int forgotten = database.ask(() -> store.forget(clock.instant().minus(retention)));
            if (forgotten > 0) {
                LOG.atInfo().addKeyValue("alerts", forgotten).log("old suppressed alerts are forgotten");
            }
        } catch (RuntimeException fails) {
            // The store says so itself, and an hour later it is tried again.
        }
    }

    /**
     * Returns the last decided of the alerts that fit, the newest first.
     *
     * @param most how many are listed
     * @throws RuntimeException when the store fails or is not open
     */
    public SuppressedQuery.Answer newest(SuppressedQuery query, int most) {
        return database.ask(() -> store.newest(query, most));
    }
}
