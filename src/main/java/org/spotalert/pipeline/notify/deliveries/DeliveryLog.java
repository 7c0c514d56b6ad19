package org.spotalert.pipeline.notify.deliveries;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.spotalert.model.Alert;
import org.spotalert.model.DeliveryKey;
import org.spotalert.pipeline.store.Deliveries.Acquired;
import org.spotalert.pipeline.store.Store;
import org.spotalert.pipeline.store.StoreAccess;

/** A lease before each send, a mark after it: a channel receives each alert once, and a crash loses none. */
public final class DeliveryLog {

    /** What this process is just sending, by channel. */
    private final Map<String, Set<DeliveryKey>> inFlight = new ConcurrentHashMap<>();

    private final LocalSentCache sentHere = new LocalSentCache();

    private final StoreAccess store;

    public DeliveryLog(StoreAccess store) {
        this.store = store;
    }

    /**
     * Splits a batch by what the channel still needs.
     *
     * @param toSend the channel does not have these: the caller has a lease on each
     * @param alreadySent the channel has these
     * @param inFlight somebody else is sending these
     */
    public record Partition(List<Alert> toSend, List<Alert> alreadySent, List<Alert> inFlight) {

        public Partition {
            toSend = List.copyOf(toSend);
            alreadySent = List.copyOf(alreadySent);
            inFlight = List.copyOf(inFlight);
        }

        /** All of these, as if nobody had sent any: what is sent without leases. */
        public static Partition of(List<Alert> alerts) {
            return new Partition(alerts, List.of(), List.of());
        }
    }

    /**
     * Takes a lease on those of the alerts that the channel does not have and nobody is sending. What follows a warning keeps its
     * order: a channel that has the resolution needs no more details, and neither goes beside the other.
     *
     * @throws RuntimeException when the store is not open or fails
     */
    public Partition acquire(String channel, List<Alert> alerts) {
        DeliveryOrder order = DeliveryOrder.of(
                alerts, keys -> store.ask(any -> any.deliveries().states(channel, keys)));
        Acquired answer = acquireKeys(channel, order.next());
        Set<DeliveryKey> sent = new HashSet<>(answer.sent());
        sent.addAll(order.past());
        return new Partition(
                those(alerts, answer.leased()::contains),
                those(alerts, sent::contains),
                those(alerts, key -> !answer.leased().contains(key) && !sent.contains(key)));
    }

    /**
     * Selects what to send while the store fails: all but what this process has sent or is sending. Other threads of this process
     * leave it alone.
     */
    public Partition withoutStore(String channel, List<Alert> alerts) {
        Set<DeliveryKey> reserved = reserve(channel, keys(alerts));
        // Read afterwards: what is sent is noted before its reservation ends.
        Predicate<DeliveryKey> sent = key -> sentHere.has(channel, key);
        inFlight(channel).removeAll(reserved.stream().filter(sent).toList());
        return new Partition(
                those(alerts, key -> reserved.contains(key) && !sent.test(key)),
                those(alerts, sent),
                those(alerts, key -> !reserved.contains(key) && !sent.test(key)));
    }

    /** Those of the keys that no thread of this process is sending: they are the caller's. */
    private Set<DeliveryKey> reserve(String channel, Collection<DeliveryKey> keys) {
        Set<DeliveryKey> sending = inFlight(channel);
        return keys.stream().distinct().filter(sending::add).collect(Collectors.toSet());
    }

    /** Takes a lease on those of the keys that the channel does not have and nobody is sending. */
    Acquired acquireKeys(String channel, Collection<DeliveryKey> keys) {
        Set<DeliveryKey> reserved = reserve(channel, keys);
        Set<DeliveryKey> kept = new HashSet<>();
        try {
            // The store learns later what was sent while it failed.
            Set<DeliveryKey> sent = new HashSet<>(sentHere.unmarked(channel));
            sent.retainAll(keys);
            List<DeliveryKey> free =
                    reserved.stream().filter(key -> !sent.contains(key)).toList();
            Acquired answer = store.ask(any -> any.deliveries().acquire(channel, free));
            kept.addAll(answer.leased());
            sent.addAll(answer.sent());
            return new Acquired(answer.leased(), sent);
        } finally {
            reserved.removeAll(kept);
            inFlight(channel).removeAll(reserved);
        }
    }

    /** Records that the channel has these. When the store fails, that is made up for as soon as it answers. */
    public void markSent(String channel, List<Alert> alerts) {
        markKeysSent(channel, keys(alerts));
    }

    void markKeysSent(String channel, List<DeliveryKey> keys) {
        sentHere.add(channel, keys);
        inFlight(channel).removeAll(keys);
        store.use(any -> mark(any, channel));
    }

    /** Gives up leases whose alerts were not sent. When the store fails they lapse by themselves. */
    public void release(String channel, List<Alert> alerts) {
        List<DeliveryKey> keys = keys(alerts);
        inFlight(channel).removeAll(keys);
        store.use(any -> any.deliveries().release(channel, keys));
    }

    /**
     * Opens the store unless it is open, renews the leases of what is just being sent, and marks what could not be marked before.
     * So it shows, too, whether the store answers.
     */
    public void renew() {
        store.open();
        store.use(any -> {
            any.ping();
            inFlight.forEach((channel, keys) -> any.deliveries().renew(channel, List.copyOf(keys)));
            sentHere.channels().forEach(channel -> mark(any, channel));
        });
    }

    private void mark(Store any, String channel) {
        List<DeliveryKey> keys = sentHere.unmarked(channel);
        any.deliveries().markSent(channel, keys);
        sentHere.marked(channel, keys);
    }

    private Set<DeliveryKey> inFlight(String channel) {
        return inFlight.computeIfAbsent(channel, name -> ConcurrentHashMap.newKeySet());
    }

    private static List<DeliveryKey> keys(List<Alert> alerts) {
        return alerts.stream().map(DeliveryKey::of).toList();
    }

    private static List<Alert> those(List<Alert> alerts, Predicate<DeliveryKey> keys) {
        return alerts.stream().filter(alert -> keys.test(DeliveryKey.of(alert))).toList();
    }
}
