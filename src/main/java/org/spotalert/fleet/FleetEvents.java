package org.spotalert.fleet;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Arn;
import org.spotalert.model.Cluster;

/**
 * Applies to the fleet what ECS's events say. What was read keeps its time: an event speaks of one task or container instance, and
 * others may be late or lost.
 */
public final class FleetEvents {

    private final AtomicLong applied = new AtomicLong();
    private final AtomicLong ignored = new AtomicLong();
    private final Fleet fleet;

    public FleetEvents(Fleet fleet) {
        this.fleet = fleet;
    }

    /** Applies those of these changes that are news of clusters that were read. */
    public void apply(List<EcsChange> changes) {
        changes.forEach(change -> (isNews(change) ? applied : ignored).incrementAndGet());
    }

    /** A cluster is in its own account, or in the program's; its settings may name it without its ARN. */
    private boolean isNews(EcsChange change) {
        Cluster cluster = change.cluster();
        return Arn.parse(cluster.reference())
                .map(arn -> Stream.of(
                                new AccountRegion(arn.account(), arn.region()), new AccountRegion(null, arn.region()))
                        .anyMatch(place -> Stream.of(cluster, new Cluster(cluster.name()))
                                .anyMatch(known -> fleet.apply(place, known, change))))
                .orElse(false);
    }

    /** How many have changed something. */
    public long applied() {
        return applied.get();
    }

    /** How many were no news, or are of clusters that were not read. */
    public long ignored() {
        return ignored.get();
    }
}
