package org.spotalert.pipeline.notify.deliveries;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What this process has sent itself, for the time while the store cannot say it. */
final class LocalSentCache {

    /** More than a storm sends to all channels, and a few megabytes at most. */
    private static final int LATEST = 10_000;

    /** What the store has not been told yet, by channel. */
    private final Map<String, Set<String>> unconfirmed = new ConcurrentHashMap<>();
    /** The latest that the store has been told. */
    private final Cache<Sent, Boolean> latest =
            Caffeine.newBuilder().maximumSize(LATEST).build();

    private record Sent(String channel, String key) {}

    /** Notes what was sent; the store does not know it yet. */
    void add(String channel, Collection<String> keys) {
        unconfirmed(channel).addAll(keys);
    }

    /** Notes that the store knows these. */
    void confirmed(String channel, Collection<String> keys) {
        keys.forEach(key -> latest.put(new Sent(channel, key), true));
        unconfirmed(channel).removeAll(keys);
    }

    /** What the store has still to be told of a channel. */
    List<String> unconfirmedBy(String channel) {
        return List.copyOf(unconfirmed(channel));
    }

    /** The channels that something was sent to. */
    Set<String> channels() {
        return unconfirmed.keySet();
    }

    /** Whether this process knows that it has sent this to the channel. */
    boolean has(String channel, String key) {
        return unconfirmed(channel).contains(key) || latest.getIfPresent(new Sent(channel, key)) != null;
    }

    private Set<String> unconfirmed(String channel) {
        return unconfirmed.computeIfAbsent(channel, name -> ConcurrentHashMap.newKeySet());
    }
}
