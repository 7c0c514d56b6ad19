package org.spotalert.model;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An ECS service that loses tasks with the instance.
 *
 * @param cluster the short name of the service's cluster
 * @param tasksOnInstance its tasks on the instance: still running, or stopped since the notice
 * @param runningOnInstance those of them that still run
 * @param status the service's own figures; null when ECS did not give them
 * @param ownership who looks after it
 * @param stopTimeout how many seconds its task definition gives a container to stop before it is killed; null when unknown
 */
public record AffectedService(
        String name,
        String cluster,
        int tasksOnInstance,
        int runningOnInstance,
        @Nullable ServiceStatus status,
        Ownership ownership,
        @Nullable Integer stopTimeout) {

    public AffectedService(
            String name, String cluster, int tasksOnInstance, int runningOnInstance, @Nullable ServiceStatus status) {
        this(name, cluster, tasksOnInstance, runningOnInstance, status, Ownership.NONE, null);
    }

    /** The same service with tasks elsewhere as well. ECS was asked at slightly different times: fewer running tasks are sure. */
    public AffectedService plus(AffectedService more) {
        boolean fewer = more.status != null && (status == null || more.status.running() < status.running());
        return new AffectedService(
                name,
                cluster,
                tasksOnInstance + more.tasksOnInstance,
                runningOnInstance + more.runningOnInstance,
                fewer ? more.status : status,
                ownership,
                stopTimeout);
    }

    /** Whether fewer tasks than the minimum keep running once the instance is gone; false when that is unknown. */
    public boolean dropsBelowMinimum() {
        return status != null && status.running() - runningOnInstance < status.minimumHealthy();
    }

    /** How many tasks keep running once the instance is gone; zero when that is unknown. */
    public int kept() {
        return status == null ? 0 : Math.max(0, status.running() - runningOnInstance);
    }

    /**
     * Whether the service keeps less than its share of the desired tasks, or none; false when that is unknown. The setting
     * {@code spot.severity.critical-below} and the service's tag say the share.
     */
    public boolean critical() {
        return status != null && status.critical(kept());
    }

    /** The same service, judged by this share in percent where its tags say nothing else. */
    AffectedService judgedBelow(int percent) {
        return status == null ? this : with(status.judgedBelow(percent), ownership, stopTimeout);
    }

    AffectedService ownedBy(Ownership owners) {
        return with(status, owners, stopTimeout);
    }

    /** The same service, whose containers get so many seconds to stop, by the ARN of its task definition. */
    AffectedService stopping(Function<String, Optional<Integer>> timeouts) {
        return status == null
                ? this
                : with(
                        status,
                        ownership,
                        timeouts.apply(status.taskDefinition()).orElse(null));
    }

    private AffectedService with(@Nullable ServiceStatus figures, Ownership owners, @Nullable Integer timeout) {
        return new AffectedService(name, cluster, tasksOnInstance, runningOnInstance, figures, owners, timeout);
    }

    /** Whether the service runs a single task, which is the one on this instance. */
    public boolean singleTask() {
        return status != null && status.desired() == 1;
    }

    /** Those in danger, then those that keep the smallest share of their desired tasks, then those that lose the most. */
    public static Comparator<AffectedService> worstFirst() {
        return Comparator.comparing(AffectedService::critical)
                .reversed()
                .thenComparing(AffectedService::shareKept)
                .thenComparing(AffectedService::tasksOnInstance, Comparator.reverseOrder())
                .thenComparing(AffectedService::name);
    }

    /** All of it where the figures are unknown, or no task is desired. */
    private double shareKept() {
        return status == null || status.desired() == 0 ? 1 : Math.min(1, (double) kept() / status.desired());
    }
}
