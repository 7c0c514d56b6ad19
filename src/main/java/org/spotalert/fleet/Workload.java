package org.spotalert.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Capacity;
import org.spotalert.model.Cluster;
import org.spotalert.model.ContainerInstance;
import org.spotalert.model.StandaloneTask;

/**
 * What ECS knows about one EC2 instance.
 *
 * @param cluster the cluster of the container instance
 * @param containerInstance the record of the instance that counts: its agent is connected, if any is; null for a task of
 *     Fargate
 * @param services the services that lose tasks, of all records of the instance
 * @param standaloneTasks the tasks of no service, of all records of the instance
 * @param daemonTasks how many tasks of daemons were left out
 * @param missing what could not be found out, for a reader; empty when nothing is missing
 * @param sizes what the lost tasks of services need
 * @param capacity what room the cluster has for them; null when that was not looked up
 * @param arns the ARNs of all records of the instance
 * @param connected whether the agent of the container instance is connected
 */
public record Workload(
        Cluster cluster,
        @Nullable ContainerInstance containerInstance,
        List<AffectedService> services,
        List<StandaloneTask> standaloneTasks,
        int daemonTasks,
        List<String> missing,
        TaskSizes sizes,
        @Nullable Capacity capacity,
        Set<String> arns,
        boolean connected) {

    /** The order of ARNs, and of answers, does not matter. */
    private static final Comparator<Workload> BY_WEIGHT = Comparator.comparing(Workload::connected)
            .thenComparing(workload -> workload.losesTasks() || workload.daemonTasks > 0)
            .thenComparing(
                    workload -> String.join(",", workload.arns.stream().sorted().toList()));

    public Workload {
        services = List.copyOf(services);
        standaloneTasks = List.copyOf(standaloneTasks);
        missing = List.copyOf(missing);
        arns = Set.copyOf(arns);
    }

    /** What a task of Fargate takes with it: one task of a service, or itself. */
    static Workload ofFargate(
            Cluster cluster,
            List<AffectedService> services,
            List<StandaloneTask> standaloneTasks,
            List<String> missing,
            Capacity capacity) {
        return new Workload(
                cluster, null, services, standaloneTasks, 0, missing, TaskSizes.NONE, capacity, Set.of(), false);
    }

    /** What one record of an instance has. */
    static Workload of(Cluster cluster, Match member, TaskClassifier.Sorted tasks, List<String> missing) {
        return new Workload(
                cluster,
                member.instance(),
                tasks.services(),
                tasks.standaloneTasks(),
                tasks.daemonTasks(),
                missing,
                tasks.sizes(),
                null,
                Set.of(member.arn()),
                member.connected());
    }

    /** The same, with what was found out about the cluster's capacity. */
    Workload with(Capacity found) {
        return new Workload(
                cluster,
                containerInstance,
                services,
                standaloneTasks,
                daemonTasks,
                missing,
                sizes,
                found,
                arns,
                connected);
    }

    /** Both records of the instance together. */
    Workload and(Workload other) {
        Workload first = BY_WEIGHT.compare(this, other) >= 0 ? this : other;
        Map<List<String>, AffectedService> all = new LinkedHashMap<>();
        Stream.concat(services.stream(), other.services.stream())
                .forEach(service ->
                        all.merge(List.of(service.cluster(), service.name()), service, AffectedService::plus));
        Set<String> allArns = new HashSet<>(arns);
        allArns.addAll(other.arns);
        return new Workload(
                first.cluster,
                first.containerInstance,
                all.values().stream().sorted(AffectedService.worstFirst()).toList(),
                concat(standaloneTasks, other.standaloneTasks),
                daemonTasks + other.daemonTasks,
                concat(missing, other.missing).stream().distinct().toList(),
                new TaskSizes(
                        concat(sizes.known(), other.sizes.known()), concat(sizes.unknown(), other.sizes.unknown())),
                null,
                allArns,
                first.connected);
    }

    private static <V> List<V> concat(List<V> one, List<V> other) {
        List<V> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
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
