package org.spotalert.fleet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Running tasks that have been described before. Where a task runs, and for which service, never changes; a running
 * task goes on running until its desired status changes. So while ECS lists it among the tasks that shall run, its
 * description still holds, and need not be asked for again: after a rebalance recommendation, in the next batch of a
 * storm, or when a message comes back.
 */
final class DescribedTasks {

    private static final int KEPT = 30_000;
    private static final Duration KEPT_FOR = Duration.ofHours(1);
    private static final String RUNNING = DesiredStatus.RUNNING.toString();

    private final Cache<String, Task> kept =
            Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(KEPT_FOR).build();

    /** The description of a task that ECS has just listed among those that shall run, when it was seen running. */
    Optional<Task> of(String arn) {
        return Optional.ofNullable(kept.getIfPresent(arn));
    }

    /** Keeps what matters of those tasks that run. */
    void add(Collection<Task> tasks) {
        tasks.stream()
                .filter(task -> RUNNING.equals(task.lastStatus()) && RUNNING.equals(task.desiredStatus()))
                .forEach(task -> kept.put(task.taskArn(), essence(task)));
    }

    /** A description holds every container's and network interface's details; thousands of them are kept. */
    private static Task essence(Task task) {
        return Task.builder()
                .taskArn(task.taskArn())
                .containerInstanceArn(task.containerInstanceArn())
                .group(task.group())
                .taskDefinitionArn(task.taskDefinitionArn())
                .lastStatus(task.lastStatus())
                .desiredStatus(task.desiredStatus())
                .cpu(task.cpu())
                .memory(task.memory())
                .containers(task.containers().stream().map(DescribedTasks::size).toList())
                .build();
    }

    private static Container size(Container container) {
        return Container.builder()
                .cpu(container.cpu())
                .memory(container.memory())
                .memoryReservation(container.memoryReservation())
                .build();
    }
}
