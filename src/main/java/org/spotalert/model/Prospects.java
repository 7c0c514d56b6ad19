package org.spotalert.model;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What ECS says about whether a service's lost tasks come back.
 *
 * @param rollout how its deployments stand
 * @param providers the capacity providers of its strategy; empty when it has none
 * @param rebalancesZones whether ECS keeps its tasks spread over the Availability Zones; null when ECS does not say
 * @param unplaced the latest failure to place a task that no steady state has followed; null when there is none
 */
public record Prospects(
        Rollout rollout,
        List<String> providers,
        @Nullable Boolean rebalancesZones,
        @Nullable Unplaced unplaced) {

    public static final Prospects UNKNOWN = new Prospects(Rollout.NONE, List.of(), null, null);

    private static final String FARGATE_SPOT = "FARGATE_SPOT";

    public Prospects {
        providers = List.copyOf(providers);
    }

    public enum Rollout {
        NONE,
        IN_PROGRESS,
        /** ECS has given one up, as its circuit breaker does. */
        FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * ECS cannot place a task.
     *
     * @param reason why, in ECS's words
     */
    public record Unplaced(String reason, Instant at) {}

    /** Whether all its tasks run on capacity that is Spot by its name. */
    public boolean allSpot() {
        return providers.equals(List.of(FARGATE_SPOT));
    }
}
