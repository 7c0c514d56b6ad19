package org.spotalert.pipeline.notify.deliveries;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.spotalert.model.DeliveryKey;

/** What this process has sent itself, for the time while the store cannot say it. */
final class LocalSentCache {

    /** More than a storm sends to all channels, and a few megabytes at most. */
    private static final int LATEST = 10_000;

    /** What the store does not know yet, by channel. */
    private final Map<String, Set<DeliveryKey>> unmarked = new ConcurrentHashMap<>();
    /** The latest that the store knows. */
    private final Cache<Sent, Boolean> latest =
            Caffeine.newBuilder().maximumSize(LATEST).build();

    private record Sent(String channel, DeliveryKey key) {}

    /** Notes what was sent; the store does not know it yet. */
    void add(String channel, Collection<DeliveryKey> keys) {
        ofChannel(channel).addAll(keys);
    }

    /** Notes that the store knows these. */
    void marked(String channel, Collection<DeliveryKey> keys) {
        keys.forEach(key -> latest.put(new Sent(channel, key), true));
        ofChannel(channel).removeAll(keys);
    }

    /** What the store does not know yet of a channel. */
    List<DeliveryKey> unmarked(String channel) {
        return List.copyOf(ofChannel(channel));
    }

    /** The channels that something was sent to. */
    Set<String> channels() {
        return unmarked.keySet();
    }

    /** Whether this process knows that it has sent this to the channel. */
    boolean has(String channel, DeliveryKey key) {
        return ofChannel(channel).contains(key) || latest.getIfPresent(new Sent(channel, key)) != null;
    }

    private Set<DeliveryKey> ofChannel(String channel) {
        return unmarked.computeIfAbsent(channel, name -> ConcurrentHashMap.newKeySet());
    }
}
