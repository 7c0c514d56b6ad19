package org.spotalert.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One interruption, and what was found out about the instance.
 *
 * @param instance the instance as EC2 knows it; null when EC2 does not know it or did not answer
 * @param cluster the ECS cluster the instance belongs to; null when it belongs to none, or that is unknown
 * @param containerInstance the instance as ECS knows it; null when it belongs to no cluster, or that is unknown
 * @param services the services that lose tasks, worst first; daemon services are left out
 * @param standaloneTasks the tasks of no service
 * @param daemonTasks how many daemon tasks were left out
 * @param capacity what the lost tasks need and what room the cluster has; null when that was not looked up
 */
public record Impact(
        Interruption interruption,
        @Nullable Instance instance,
        @Nullable Cluster cluster,
        @Nullable ContainerInstance containerInstance,
        List<AffectedService> services,
        List<StandaloneTask> standaloneTasks,
        int daemonTasks,
        Completeness completeness,
        @Nullable Capacity capacity) {

    public Impact {
        services = List.copyOf(services);
        standaloneTasks = List.copyOf(standaloneTasks);
    }

    /** The same impact with its services judged by this share in percent, worst first. */
    public Impact judgedBelow(int percent) {
        return with(
                services.stream()
                        .map(service -> service.judgedBelow(percent))
                        .sorted(AffectedService.worstFirst())
                        .toList(),
                standaloneTasks);
    }

    /** The same impact, with who looks after each service and each standalone task. */
    public Impact ownedBy(Function<AffectedService, Ownership> ofService, Function<StandaloneTask, Ownership> ofTask) {
        return with(
                services.stream()
                        .map(service -> service.ownedBy(ofService.apply(service)))
                        .toList(),
                standaloneTasks.stream()
                        .map(task -> new StandaloneTask(
                                task.taskArn(), task.group(), task.taskDefinition(), ofTask.apply(task)))
                        .toList());
    }

    private Impact with(List<AffectedService> theServices, List<StandaloneTask> tasks) {
        return new Impact(
                interruption,
                instance,
                cluster,
                containerInstance,
                theServices,
                tasks,
                daemonTasks,
                completeness,
                capacity);
    }

    /** Whether it names all that the other one names. */
    public boolean covers(Impact other) {
        return names().containsAll(other.names());
    }

    private Set<String> names() {
        return Stream.concat(
                        services.stream().map(service -> service.cluster() + "/" + service.name()),
                        standaloneTasks.stream().map(StandaloneTask::taskArn))
                .collect(Collectors.toSet());
    }

    /** The same impact, with how many seconds containers get to stop, by the ARN of the task definition. */
    public Impact stopping(Function<String, Optional<Integer>> timeouts) {
        return with(services.stream().map(service -> service.stopping(timeouts)).toList(), standaloneTasks);
    }

    /** Whether the tags of the instance and of all services are known. */
    public boolean tagsKnown() {
        return instance != null && services.stream().allMatch(service -> service.status() != null);
    }

    /** Who looks after what is lost, each once. */
    public List<Ownership> ownerships() {
        return Stream.concat(
                        services.stream().map(AffectedService::ownership),
                        standaloneTasks.stream().map(StandaloneTask::ownership))
                .distinct()
                .toList();
    }

    /** Whether anything that matters is known to be lost with the instance. */
    public boolean losesTasks() {
        return !services.isEmpty() || !standaloneTasks.isEmpty();
    }

    /** The short name of the cluster; null when it belongs to none, or that is unknown. */
    public @Nullable String clusterName() {
        return cluster == null ? null : cluster.name();
    }

    /** ECS's status of the instance; null when it belongs to no cluster, or that is unknown. */
    public @Nullable String status() {
        return containerInstance == null ? null : containerInstance.status();
    }

    /** The Availability Zone, from EC2 or else from the event. */
    public @Nullable String zone() {
        return instance != null && instance.zone() != null ? instance.zone() : interruption.zone();
    }
}
