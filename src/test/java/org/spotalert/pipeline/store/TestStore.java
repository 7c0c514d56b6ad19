package org.spotalert.pipeline.store;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog;
import org.spotalert.pipeline.store.setup.Stores;
import org.spotalert.platform.store.StoreSettings;

/** The store as one process uses it. */
public final class TestStore implements AutoCloseable {

    private final StoreAccess access;
    private final IncidentLog incidents;

    /** A process that uses the store of this URL, which is opened. */
    public TestStore(String url, Clock clock) {
        access = new StoreAccess(Stores.of(settings(url)), Duration.ofSeconds(20));
        incidents = new IncidentLog(access, clock);
        access.open();
    }

    /** A store of its own, in memory. */
    public static TestStore inMemory() {
        return new TestStore("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=0", Clock.systemUTC());
    }

    /** Settings with the default times. */
    public static StoreSettings settings(String url) {
        return new StoreSettings(
                url, null, null, Duration.ofDays(14), Duration.ofDays(90), Duration.ofSeconds(15), null);
    }

    public StoreAccess access() {
        return access;
    }

    public IncidentLog incidents() {
        return incidents;
    }

    /** Another log of deliveries, with a lease owner of this process. */
    public DeliveryLog deliveries() {
        return new DeliveryLog(access);
    }

    /** From now on it answers nothing. */
    @Override
    public void close() {
        access.close();
    }
}
