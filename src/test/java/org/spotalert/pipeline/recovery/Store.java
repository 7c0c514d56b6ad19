package org.spotalert.pipeline.recovery;

import java.time.Duration;
import java.util.UUID;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog;
import org.spotalert.pipeline.notify.deliveries.LeaseOwner;
import org.spotalert.pipeline.notify.deliveries.LeaseRenewal;
import org.spotalert.platform.store.StoreDatabase;
import org.spotalert.platform.store.StoreSettings;

/** Claims in a database of their own, in memory. */
public final class Store implements AutoCloseable {

    private static final Duration RETENTION = Duration.ofDays(14);

    private final StoreDatabase database = new StoreDatabase(
            new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID(), null, null, RETENTION), Duration.ofSeconds(20));
    private final DeliveryLog claims = new DeliveryLog(database, LeaseOwner.ofThisProcess());

    void open() {
        new LeaseRenewal(database, claims, RETENTION).renew();
    }

    DeliveryLog claims() {
        return claims;
    }

    /** From now on it answers nothing. */
    @Override
    public void close() {
        database.close();
    }
}
