package org.spotalert.pipeline.store;

import org.spotalert.platform.settings.InvalidSettingsException;

/**
 * Keeps deliveries, incidents and silences for all replicas. Each method of its parts throws a RuntimeException when the store
 * fails; {@link StoreAccess} knows what to do then.
 */
public interface Store extends AutoCloseable {

    /** Where it is, for a reader and without secrets. */
    String place();

    /** Whether only one process can use it. */
    default boolean ofOneProcess() {
        return false;
    }

    /**
     * Looks, before the program starts, for what only an operator can put right. A store that does not answer is no such thing.
     *
     * @throws InvalidSettingsException saying what is wrong, and what would be right
     */
    default void verify() {}

    /** Makes the tables or brings them up to date. Fails when the store cannot be reached; may be called again then. */
    void open();

    Deliveries deliveries();

    /** The lives of the interruptions. */
    Incidents incidents();

    Silences silences();

    /** Asks for a sign of life, at the lowest cost. */
    void ping();

    /** Forgets what is older than its retention, and returns how much that was; 0 where the store does so by itself. */
    default int forget() {
        return 0;
    }

    /** Whether this failure means that the store did not answer, rather than that it has refused. */
    boolean unanswered(RuntimeException failure);

    /** Drops connections that may be dead. */
    default void reconnect() {}

    /** Says why the store fails, in one line. */
    String reason(Throwable failure);

    @Override
    void close();
}
