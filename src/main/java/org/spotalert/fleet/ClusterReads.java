package org.spotalert.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.platform.aws.Priority;

/** Reads clusters at once, before the rotation comes to them. All that want the same cluster at a time share one read. */
public final class ClusterReads {

    private final Map<Key, Read> underWay = new HashMap<>();
    private final ClusterReader reader;
    private final Executor executor;

    /** @param executor so many clusters are read at a time, one after the other, so that the first are soon complete */
    ClusterReads(ClusterReader reader, Executor executor) {
        this.reader = reader;
        this.executor = executor;
    }

    private record Key(AccountRegion place, Cluster cluster) {}

    /** @param begun when it began; incomplete while it waits for its turn */
    private record Read(CompletableFuture<ClusterSnapshot> result, CompletableFuture<Instant> begun) {}

    /**
     * The cluster as a read shows it that began at this time or later: the last one, one under way, or a new one, which goes on
     * when nobody waits for it any more.
     *
     * @throws ClusterReader.FailedException when it fails, or takes longer
     */
    ClusterSnapshot since(Instant since, AccountRegion place, Cluster cluster, Duration timeout) {
        try {
            return request(since, new Key(place, cluster)).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new ClusterReader.FailedException("the cluster's tasks were not listed in time");
        } catch (ExecutionException failed) {
            throw new ClusterReader.FailedException(String.valueOf(
                    Objects.requireNonNullElse(failed.getCause(), failed).getMessage()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ClusterReader.FailedException("the program stops");
        }
    }

    private synchronized CompletableFuture<ClusterSnapshot> request(Instant since, Key key) {
        Optional<ClusterSnapshot> last = reader.fleet()
                .of(key.place(), key.cluster())
                .filter(read -> !read.asOf().isBefore(since));
        if (last.isPresent()) {
            return CompletableFuture.completedFuture(last.get());
        }
        Read other = underWay.get(key);
        if (other != null && !other.begun().getNow(Instant.MAX).isBefore(since)) {
            return other.result();
        }
        Read read = new Read(new CompletableFuture<>(), new CompletableFuture<>());
        underWay.put(key, read);
        executor.execute(() -> run(key, read));
        return read.result();
    }

    private void run(Key key, Read read) {
        try {
            read.begun().complete(reader.clock().instant());
            read.result().complete(reader.read(key.place(), key.cluster(), Priority.RECOVERY));
        } catch (RuntimeException failure) {
            read.result().completeExceptionally(failure);
        } finally {
            synchronized (this) {
                underWay.remove(key, read);
            }
        }
    }
}
