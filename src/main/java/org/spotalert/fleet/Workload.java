package org.spotalert.fleet;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Capacity.TaskSize;
import org.spotalert.model.Cluster;
import org.spotalert.model.ContainerInstance;
import org.spotalert.model.StandaloneTask;

/**
 * What ECS knows about one EC2 instance, or about one task of Fargate.
 *
 * @param cluster the cluster of the container instance
 * @param containerInstance the record of the instance that counts: its agent is connected, if any is; null for a task of
 *     Fargate
 * @param connected whether the agent of the container instance is connected
 * @param services the services that lose tasks, of all records of the instance
 * @param standaloneTasks the tasks of no service, of all records of the instance
 * @param daemonTasks how many tasks of daemons were left out
 * @param sizes what the lost tasks of services need, where that is known
 * @param unsized the services of tasks whose size ECS does not say
 * @param missing what could not be found out, for a reader; empty when nothing is missing
 */
public record Workload(
        Cluster cluster,
        @Nullable ContainerInstance containerInstance,
        boolean connected,
        List<AffectedService> services,
        List<StandaloneTask> standaloneTasks,
        int daemonTasks,
        List<TaskSize> sizes,
        List<String> unsized,
        List<String> missing) {

    /** The order of ARNs, and of answers, does not matter. */
    private static final Comparator<Workload> BY_WEIGHT = Comparator.comparing(Workload::connected)
            .thenComparing(workload -> workload.losesTasks() || workload.daemonTasks > 0)
            .thenComparing(workload -> String.valueOf(workload.containerInstance));

    public Workload {
        services = List.copyOf(services);
        standaloneTasks = List.copyOf(standaloneTasks);
        sizes = List.copyOf(sizes);
        unsized = List.copyOf(unsized);
        missing = List.copyOf(missing);
    }

    /** Both records of the instance together. */
    Workload and(Workload other) {
        Workload first = BY_WEIGHT.compare(this, other) >= 0 ? this : other;
        Map<List<String>, AffectedService> all = new LinkedHashMap<>();
        concat(services, other.services)
                .forEach(service ->
                        all.merge(List.of(service.cluster(), service.name()), service, AffectedService::plus));
        return new Workload(
                first.cluster,
                first.containerInstance,
                first.connected,
                all.values().stream().sorted(AffectedService.worstFirst()).toList(),
                concat(standaloneTasks, other.standaloneTasks),
                daemonTasks + other.daemonTasks,
                concat(sizes, other.sizes),
                concat(unsized, other.unsized),
                concat(missing, other.missing).stream().distinct().toList());
    }

    private static <V> List<V> concat(List<V> one, List<V> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** Whether anything that matters is known to be lost. */
    public boolean losesTasks() {
        return !services.isEmpty() || !standaloneTasks.isEmpty();
    }

    /** Whether nothing is lost, as far as was asked. */
    boolean losesNothing() {
        return !losesTasks() && missing.isEmpty();
    }
}
