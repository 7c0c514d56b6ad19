package org.spotalert.enrich;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.spotalert.aws.AccountRegion;
import org.spotalert.aws.CallDeadline;
import org.spotalert.event.Interruption;

/**
 * What has been found out so far about the interruptions of a batch in one account and Region. The lookups each add their
 * part; parts that were found at the same time are merged.
 *
 * @param accountRegion where EC2 and ECS are asked
 * @param interruptions those of the batch, each instance and kind once
 * @param deadline when the alert leaves with what is known
 * @param instances the instances EC2 knows, by id
 * @param workloads the instances ECS knows, by EC2 instance id
 * @param searchedEverywhere whether every cluster there is has been asked
 * @param instanceProblems what went wrong with EC2, for a reader
 * @param clusterProblems what went wrong while looking for the cluster, for a reader
 */
public record Findings(
        AccountRegion accountRegion,
        List<Interruption> interruptions,
        CallDeadline deadline,
        Map<String, Instance> instances,
        Map<String, Workload> workloads,
        boolean searchedEverywhere,
        List<String> instanceProblems,
        List<String> clusterProblems) {

    public Findings {
        interruptions = List.copyOf(interruptions);
        instances = Map.copyOf(instances);
        workloads = Map.copyOf(workloads);
        instanceProblems = List.copyOf(instanceProblems);
        clusterProblems = List.copyOf(clusterProblems);
    }

    /** Nothing found yet. Repeated notices of one kind about one instance count once: the first. */
    static Findings none(AccountRegion accountRegion, Collection<Interruption> interruptions, CallDeadline deadline) {
        Map<Interruption.Subject, Interruption> once = new LinkedHashMap<>();
        interruptions.forEach(interruption -> once.putIfAbsent(interruption.subject(), interruption));
        return new Findings(
                accountRegion, List.copyOf(once.values()), deadline, Map.of(), Map.of(), false, List.of(), List.of());
    }

    /** The ids of all instances of the batch; tasks of Fargate run on none. */
    public List<String> instanceIds() {
        return interruptions.stream()
                .filter(interruption -> interruption.task() == null)
                .map(Interruption::instanceId)
                .distinct()
                .toList();
    }

    /** Whether a cluster that was not asked yet may know more. */
    public boolean searchable() {
        return !searchedEverywhere && !unplaced().isEmpty();
    }

    /** The ids of the instances that no cluster has confirmed yet. */
    List<String> unplaced() {
        return instanceIds().stream().filter(id -> !workloads.containsKey(id)).toList();
    }

    Findings withInstances(Collection<Instance> found) {
        Map<String, Instance> byId =
                found.stream().collect(Collectors.toMap(Instance::instanceId, instance -> instance, (a, b) -> a));
        return new Findings(
                accountRegion,
                interruptions,
                deadline,
                byId,
                workloads,
                searchedEverywhere,
                instanceProblems,
                clusterProblems);
    }

    Findings withInstanceProblem(String problem) {
        return new Findings(
                accountRegion,
                interruptions,
                deadline,
                instances,
                workloads,
                searchedEverywhere,
                concat(instanceProblems, List.of(problem)),
                clusterProblems);
    }

    Findings withWorkloads(Map<String, Workload> found, List<String> problems, boolean everywhere) {
        return new Findings(
                accountRegion,
                interruptions,
                deadline,
                instances,
                union(workloads, found),
                everywhere,
                instanceProblems,
                concat(clusterProblems, problems));
    }

    Findings withClusterProblem(String problem) {
        return withWorkloads(Map.of(), List.of(problem), searchedEverywhere);
    }

    /** Both parts together. */
    Findings merge(Findings other) {
        return new Findings(
                accountRegion,
                interruptions,
                deadline,
                union(instances, other.instances),
                union(workloads, other.workloads),
                searchedEverywhere || other.searchedEverywhere,
                concat(instanceProblems, other.instanceProblems),
                concat(clusterProblems, other.clusterProblems));
    }

    private static <V> Map<String, V> union(Map<String, V> first, Map<String, V> second) {
        Map<String, V> all = new HashMap<>(first);
        all.putAll(second);
        return all;
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        second.stream().filter(problem -> !all.contains(problem)).forEach(all::add);
        return all;
    }
}
