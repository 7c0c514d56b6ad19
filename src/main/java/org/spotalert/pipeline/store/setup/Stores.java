package org.spotalert.pipeline.store.setup;

import java.util.function.Function;
import org.spotalert.pipeline.store.Lease;
import org.spotalert.pipeline.store.Store;
import org.spotalert.pipeline.store.dynamodb.DynamoStore;
import org.spotalert.pipeline.store.jdbc.JdbcStore;
import org.spotalert.platform.store.StoreSettings;
import org.spotalert.platform.store.StoreUnreadableException;

/** Chooses the store that the settings name. */
public final class Stores {

    private Stores() {}

    /** The store of the running program; nothing is connected yet. */
    public static Store of(StoreSettings settings) {
        Lease lease = Lease.ofThisProcess(settings.lease());
        return settings.table() == null ? JdbcStore.pooled(settings, lease) : DynamoStore.of(settings, lease);
    }

    /**
     * Asks the store beside the running program. Nothing is written or made, and the store is open no longer than the question
     * takes: an H2 file belongs to one process at a time.
     *
     * @throws StoreUnreadableException when it does not answer, or another process holds it
     */
    public static <T> T ask(StoreSettings settings, Function<Store, T> question) throws StoreUnreadableException {
        return use(beside(settings, true), question);
    }

    /**
     * Changes the store beside the running program; its tables are made or brought up to date.
     *
     * @throws StoreUnreadableException when it does not answer, or another process holds it
     */
    public static <T> T change(StoreSettings settings, Function<Store, T> change) throws StoreUnreadableException {
        return use(beside(settings, false), store -> {
            store.open();
            return change.apply(store);
        });
    }

    private static Store beside(StoreSettings settings, boolean reading) {
        return settings.table() == null ? JdbcStore.beside(settings, reading) : of(settings);
    }

    private static <T> T use(Store store, Function<Store, T> work) throws StoreUnreadableException {
        try (store) {
            return work.apply(store);
        } catch (RuntimeException failure) {
            throw new StoreUnreadableException(store.reason(failure), failure);
        }
    }
}
