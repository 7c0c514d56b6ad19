package org.spotalert.fleet;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Capacity.TaskSize;
import org.spotalert.model.Cluster;
import org.spotalert.model.Resource.FargateTask;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A task as ECS has described it, without what no alert says: tens of thousands of them are kept. Where a task runs and for
 * which service never changes; a running task runs on until its desired status changes.
 *
 * @param group the task's group; null when ECS does not say it
 * @param toStop whether it shall not run any more
 * @param stopsAt when it has stopped, or has begun to; null when ECS does not say it
 * @param cpu what ECS reserves for it: its own size, or else the sum of its containers'
 * @param memory the same; 0 when ECS does not say it
 * @param provider its capacity provider; null when it has none
 * @param zone its Availability Zone; null when ECS does not say it
 * @param version ECS counts it up with each change; 0 when it does not say it
 */
public record EcsTask(
        String arn,
        @Nullable String containerInstance,
        @Nullable String group,
        @Nullable String definition,
        String lastStatus,
        boolean toStop,
        @Nullable Instant stopsAt,
        int cpu,
        int memory,
        @Nullable String provider,
        @Nullable String zone,
        long version)
        implements EcsChange.Resource {

    private static final String RUNNING = "RUNNING";
    private static final String SERVICE_GROUP = "service:";
    private static final String FARGATE_SPOT = "FARGATE_SPOT";

    /** Keeps texts that many tasks share once. */
    public EcsTask {
        containerInstance = once(containerInstance);
        group = once(group);
        definition = once(definition);
        lastStatus = lastStatus.intern();
        provider = once(provider);
        zone = once(zone);
    }

    static EcsTask of(Task task) {
        return new EcsTask(
                task.taskArn(),
                task.containerInstanceArn(),
                task.group(),
                task.taskDefinitionArn(),
                Objects.requireNonNullElse(task.lastStatus(), "UNKNOWN"),
                DesiredStatus.STOPPED.toString().equals(task.desiredStatus()),
                task.stoppingAt() != null ? task.stoppingAt() : task.stoppedAt(),
                number(task.cpu()).orElseGet(() -> sum(task, container -> number(container.cpu()))),
                number(task.memory()).orElseGet(() -> sum(task, EcsTask::memory)),
                task.capacityProviderName(),
                task.availabilityZone(),
                Objects.requireNonNullElse(task.version(), 0L));
    }

    /** A task of Fargate, as its event describes it. */
    static EcsTask of(FargateTask task) {
        return of(Task.builder()
                .taskArn(task.arn())
                .group(task.group())
                .taskDefinitionArn(task.taskDefinition())
                .lastStatus(task.running() ? RUNNING : "STOPPED")
                .build());
    }

    private static @Nullable String once(@Nullable String text) {
        return text == null ? null : text.intern();
    }

    /** A soft limit is what is reserved where there is one. */
    private static Optional<Integer> memory(Container container) {
        return number(container.memoryReservation()).or(() -> number(container.memory()));
    }

    private static int sum(Task task, Function<Container, Optional<Integer>> size) {
        return task.containers().stream()
                .flatMap(container -> size.apply(container).stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static Optional<Integer> number(@Nullable String text) {
        return text == null || !text.matches("[0-9]{1,9}") || text.equals("0")
                ? Optional.empty()
                : Optional.of(Integer.valueOf(text));
    }

    boolean running() {
        return lastStatus.equals(RUNNING);
    }

    boolean pending() {
        return lastStatus.equals("PENDING");
    }

    /** Whether its description holds as long as ECS lists it among the tasks that shall run. */
    boolean keepsRunning() {
        return running() && !toStop;
    }

    /** Whether it was still there at the notice: a task that stopped before it is history. */
    boolean concerns(Instant noticedAt) {
        return !toStop || stopsAt == null || !stopsAt.isBefore(noticedAt);
    }

    /**
     * The name of its service: only tasks of a service have the group {@code service:<name>} (ECS API reference, Task). Null for
     * others, which DescribeServices must not be asked about.
     */
    @Nullable String service() {
        return group != null && group.startsWith(SERVICE_GROUP) && !managedDaemon()
                ? group.substring(SERVICE_GROUP.length())
                : null;
    }

    /** The group of a task of nobody; null for tasks of services and daemons. */
    @Nullable String standaloneGroup() {
        return service() == null && !managedDaemon() ? String.valueOf(group) : null;
    }

    /** The names of the services of these tasks, each once. */
    static List<String> services(Collection<EcsTask> tasks) {
        return tasks.stream()
                .flatMap(task -> Stream.ofNullable(task.service()))
                .distinct()
                .toList();
    }

    /** Daemons of ECS Managed Instances are no services; their task definitions have an ARN type of their own. */
    boolean managedDaemon() {
        return (definition != null && definition.contains(":daemon-task-definition/"))
                || (group != null && group.startsWith("daemon:"));
    }

    boolean fargateSpot() {
        return FARGATE_SPOT.equals(provider);
    }

    /** What AWS would take if it is a task of Fargate Spot. */
    FargateTask resource(Cluster cluster) {
        return new FargateTask(arn, cluster.reference(), group, definition, running());
    }

    /** Its size; nothing when ECS names no memory, which every task needs. */
    Optional<TaskSize> size(String service) {
        return memory == 0 ? Optional.empty() : Optional.of(new TaskSize(service, cpu, memory));
    }
}
