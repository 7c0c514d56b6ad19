package org.spotalert.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an interruption ended, or stands, for what ran on its instance.
 *
 * @param warned how bad the warning was
 * @param after how long after the notice
 * @param standaloneTasks how many tasks of no service were lost, which nobody starts again
 * @param last false while checks go on
 */
public record RecoveryOutcome(
        Severity warned, Duration after, List<ServiceOutcome> services, int standaloneTasks, boolean last) {

    /** How it ended. */
    public RecoveryOutcome(Severity warned, Duration after, List<ServiceOutcome> services, int standaloneTasks) {
        this(warned, after, services, standaloneTasks, true);
    }

    public RecoveryOutcome {
        services = List.copyOf(services);
    }

    /**
     * A service at the end.
     *
     * @param status its figures; null when it is gone, or could not be asked about
     * @param stable whether it is stable again, or gone
     * @param below how long it was seen below its minimum of running tasks
     * @param problem why it is not stable, in ECS's own words where there are any; null when nothing is known
     */
    public record ServiceOutcome(
            String cluster,
            String name,
            @Nullable ServiceStatus status,
            boolean stable,
            Duration below,
            @Nullable String problem) {}

    public boolean recovered() {
        return services.stream().allMatch(ServiceOutcome::stable);
    }

    /** Whether nothing is left to do: a record of the warning may be closed. */
    public boolean resolved() {
        return last && recovered() && standaloneTasks == 0;
    }
}
