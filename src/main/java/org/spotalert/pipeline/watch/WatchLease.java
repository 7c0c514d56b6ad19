package org.spotalert.pipeline.watch;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.AlertKind;
import org.spotalert.model.DeliveryKey;
import org.spotalert.pipeline.store.Deliveries;
import org.spotalert.pipeline.store.StoreAccess;

/**
 * The right to watch, which one of the replicas has. It is a lease of the delivery log that no send ever ends. While the store
 * fails, each replica watches: an alert may be repeated then, and none is missing.
 */
public final class WatchLease {

    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.watch");
    private static final String CHANNEL = "request-watch";
    private static final List<DeliveryKey> KEY = List.of(new DeliveryKey("replicas/watch", AlertKind.WARNING));

    private final StoreAccess store;
    private final AtomicBoolean held = new AtomicBoolean();

    public WatchLease(StoreAccess store) {
        this.store = store;
    }

    /** Takes the lease, anew where this replica has it. */
    boolean acquire() {
        try {
            boolean before = held.get();
            boolean acquired = store.ask(any -> {
                Deliveries deliveries = any.deliveries();
                if (before) {
                    deliveries.release(CHANNEL, KEY);
                }
                return !deliveries.acquire(CHANNEL, KEY).leased().isEmpty();
            });
            held.set(acquired);
            if (acquired != before) {
                LOG.info(acquired ? "this replica watches Spot requests" : "another replica watches Spot requests");
            }
            return acquired;
        } catch (RuntimeException storeFails) {
            return true;
        }
    }

    /** Prolongs the lease, if this replica has it. */
    public void renew() {
        if (held.get()) {
            store.use(any -> any.deliveries().renew(CHANNEL, KEY));
        }
    }
}
