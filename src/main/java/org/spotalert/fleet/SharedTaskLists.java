package org.spotalert.fleet;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;

/**
 * The lists of all tasks that shall run in a cluster, which batches that overlap or follow at once share: in a storm each
 * would read the same pages. A task that is stopped meanwhile is in the list of those that shall not run, which is never
 * shared and wins.
 */
final class SharedTaskLists {

    private static final int KEPT = 200;
    private static final Duration KEPT_FOR = Duration.ofSeconds(1);

    private final AsyncCache<Key, List<String>> lists;

    SharedTaskLists() {
        this(Ticker.systemTicker());
    }

    SharedTaskLists(Ticker ticker) {
        lists = Caffeine.newBuilder()
                .maximumSize(KEPT)
                .expireAfterWrite(KEPT_FOR)
                .ticker(ticker)
                .buildAsync();
    }

    private record Key(AccountRegion accountRegion, Cluster cluster) {}

    /**
     * The ARNs of the cluster's tasks: those that somebody is just reading or has read a moment ago, or else those that the
     * caller reads. Who was waited for may fail by an earlier deadline; the caller then reads by itself.
     */
    List<String> of(AccountRegion accountRegion, Cluster cluster, Supplier<List<String>> reading) {
        CompletableFuture<List<String>> mine = new CompletableFuture<>();
        CompletableFuture<List<String>> others = lists.asMap().putIfAbsent(new Key(accountRegion, cluster), mine);
        if (others == null) {
            return read(reading, mine);
        }
        try {
            return others.join();
        } catch (CancellationException failed) {
            return reading.get();
        }
    }

    private static List<String> read(Supplier<List<String>> reading, CompletableFuture<List<String>> result) {
        try {
            List<String> read = reading.get();
            result.complete(read);
            return read;
        } catch (RuntimeException failure) {
            // Then the cache forgets it, and logs nothing.
            result.cancel(false);
            throw failure;
        }
    }
}
