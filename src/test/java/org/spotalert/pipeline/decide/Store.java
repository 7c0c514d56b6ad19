package org.spotalert.pipeline.decide;

import java.time.Clock;
import java.time.Duration;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog;
import org.spotalert.pipeline.notify.deliveries.LeaseOwner;
import org.spotalert.pipeline.notify.deliveries.LeaseRenewal;
import org.spotalert.platform.store.StoreDatabase;
import org.spotalert.platform.store.StoreSettings;

/** A database of the claims as one process uses it, and that process's record of suppressed alerts in it. */
public final class Store implements AutoCloseable {

    public static final Duration RETENTION = Duration.ofDays(14);

    private final StoreDatabase database;
    private final LeaseRenewal upkeep;
    public final SuppressedRecord record;

    public Store(String url, Clock clock) {
        database = new StoreDatabase(new StoreSettings(url, null, null, RETENTION), Duration.ofSeconds(20));
        upkeep = new LeaseRenewal(database, new DeliveryLog(database, LeaseOwner.ofThisProcess()), RETENTION);
        record = new SuppressedRecord(database, RETENTION, clock);
        upkeep.renew();
    }

    /** Finds out whether the database answers again, as the program does every few seconds. */
    void renew() {
        upkeep.renew();
    }

    @Override
    public void close() {
        database.close();
    }
}
