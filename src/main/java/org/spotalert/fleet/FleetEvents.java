package org.spotalert.fleet;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

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
        changes.forEach(change -> (fleet.apply(change) ? applied : ignored).incrementAndGet());
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
