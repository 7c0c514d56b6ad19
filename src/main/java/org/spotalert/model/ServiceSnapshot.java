package org.spotalert.model;

import org.jspecify.annotations.Nullable;

/**
 * A service as one check finds it.
 *
 * @param status its figures; null when there is no such service any more
 * @param deploymentComplete whether its primary deployment has reached its end; true when ECS does not say
 * @param problem what ECS itself says hinders the service; null when it says nothing
 */
public record ServiceSnapshot(
        @Nullable ServiceStatus status,
        boolean deploymentComplete,
        @Nullable String problem) {

    public static final ServiceSnapshot GONE = new ServiceSnapshot(null, true, null);

    /** Whether as many tasks run as shall, of the version that shall run. A deleted service has nothing left to wait for. */
    public boolean stable() {
        return status == null || (status.running() >= status.desired() && deploymentComplete);
    }

    public boolean belowMinimum() {
        return status != null && status.running() < status.minimumHealthy();
    }
}
