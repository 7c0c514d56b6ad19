package org.spotalert.pipeline.store;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.spotalert.model.DeliveryKey;

/**
 * A lease before each send, a mark after it. A lease lapses unless its owner renews it; exactly one of those who ask at the same
 * time takes over a lapsed one. All methods take many keys, so that a batch of hundreds costs a few calls.
 */
public interface Deliveries {

    /** Where a delivery stands; a key without a state was never sent, or its lease has lapsed. */
    enum State {
        IN_FLIGHT,
        SENT
    }

    /**
     * The result of asking for leases. A key in neither set is in flight elsewhere.
     *
     * @param leased the caller sends these now, and then marks them sent or releases them
     * @param sent the channel has these
     */
    record Acquired(Set<DeliveryKey> leased, Set<DeliveryKey> sent) {

        public Acquired {
            leased = Set.copyOf(leased);
            sent = Set.copyOf(sent);
        }
    }

    /** Takes a lease on each key that the channel does not have and nobody is sending. */
    Acquired acquire(String channel, Collection<DeliveryKey> keys);

    /** Records that the channel has these, whether this process has a lease on them or not. */
    void markSent(String channel, Collection<DeliveryKey> keys);

    /** Prolongs the leases that this process holds. */
    void renew(String channel, Collection<DeliveryKey> keys);

    /** Gives up the leases that this process holds on what it has not sent. */
    void release(String channel, Collection<DeliveryKey> keys);

    Map<DeliveryKey, State> states(String channel, Collection<DeliveryKey> keys);

    /** The channels that have each of these; a key that no channel has is left out. */
    Map<DeliveryKey, Set<String>> sentTo(Collection<DeliveryKey> keys);
}
