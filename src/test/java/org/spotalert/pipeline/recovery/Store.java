package org.spotalert.pipeline.recovery;

import org.spotalert.pipeline.notify.deliveries.DeliveryLog;
import org.spotalert.pipeline.store.TestStore;

/** Deliveries in a store of their own, in memory. */
public final class Store implements AutoCloseable {

    private final TestStore store = TestStore.inMemory();
    private final DeliveryLog claims = store.deliveries();

    void open() {
        claims.renew();
    }

    DeliveryLog claims() {
        return claims;
    }

    @Override
    public void close() {
        store.close();
    }
}
