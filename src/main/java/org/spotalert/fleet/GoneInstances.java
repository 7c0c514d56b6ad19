package org.spotalert.fleet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.spotalert.fleet.Fleet.Known;
import org.spotalert.model.AccountRegion;

/** What instances ran that run nothing any more: the audit may find only after a day that AWS has taken one. */
final class GoneInstances {

    private static final Duration KEPT = Duration.ofHours(26);
    /** Some megabytes. */
    private static final int MOST = 5_000;

    private final Cache<Place, Known> gone =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST).build();

    private record Place(AccountRegion there, String id) {}

    /** Notes what has gone between two reads of a cluster. */
    void note(AccountRegion there, ClusterSnapshot before, ClusterSnapshot after) {
        before.records().keySet().stream()
                .filter(id -> !after.runsTasks(id))
                .forEach(id -> TaskClassifier.workload(Stream.of(before), id)
                        .filter(Workload::losesTasks)
                        .ifPresent(workload -> gone.put(new Place(there, id), new Known(workload, before.asOf()))));
    }

    Optional<Known> find(AccountRegion there, String id) {
        return Optional.ofNullable(gone.getIfPresent(new Place(there, id)));
    }
}
