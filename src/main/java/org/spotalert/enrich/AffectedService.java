package org.spotalert.enrich;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An ECS service that loses tasks with the instance.
 *
 * @param name the service's name
 * @param cluster the short name of the service's cluster
 * @param tasksOnInstance its tasks on the instance: still running, or stopped since the notice
 * @param runningOnInstance those of them that still run
 * @param status the service's own figures; null when ECS did not tell them
 */
public record AffectedService(
        String name,
        String cluster,
        int tasksOnInstance,
        int runningOnInstance,
        @Nullable ServiceStatus status) {

    /** The same service with tasks elsewhere as well. ECS was asked at slightly different times: fewer running tasks are sure. */
    public AffectedService plus(AffectedService more) {
        boolean fewer = more.status != null && (status == null || more.status.running() < status.running());
        return new AffectedService(
                name,
                cluster,
                tasksOnInstance + more.tasksOnInstance,
                runningOnInstance + more.runningOnInstance,
                fewer ? more.status : status);
    }

    /** Whether fewer tasks than the minimum keep running once the instance is gone; false when that is unknown. */
    public boolean dropsBelowMinimum() {
        return status != null && status.running() - runningOnInstance < status.minimumHealthy();
    }

    /** Whether the service runs a single task, which is the one on this instance. */
    public boolean singleTask() {
        return status != null && status.desired() == 1;
    }

    /** Those that drop below their minimum, then those of a single task, then those that lose the most tasks. */
    public static Comparator<AffectedService> worstFirst() {
        return Comparator.comparing(AffectedService::dropsBelowMinimum)
                .thenComparing(AffectedService::singleTask)
                .thenComparing(AffectedService::tasksOnInstance)
                .reversed()
                .thenComparing(AffectedService::name);
    }
}
