package org.spotalert.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.model.Instance;
import org.spotalert.model.Interruption;
import org.spotalert.platform.aws.CallDeadline;

/**
 * What has been found out so far about the interruptions of a batch in one account and Region. The lookups each add their
 * part; parts that were found at the same time are merged.
 *
 * @param accountRegion where EC2 and ECS are asked
 * @param interruptions those of the batch, each instance and kind once
 * @param deadline when the alert leaves with what is known
 * @param instances the instances EC2 knows, by id
 * @param workloads the instances ECS knows, by EC2 instance id
 * @param search how far the search for clusters has come
 * @param asked about which instances each cluster has been asked
 * @param instanceProblems what went wrong with EC2, for a reader
 * @param clusterProblems what went wrong while looking for the cluster, for a reader
 */
public record LookupResult(
        AccountRegion accountRegion,
        List<Interruption> interruptions,
        CallDeadline deadline,
        Map<String, Instance> instances,
        Map<String, Workload> workloads,
        Search search,
        Map<Cluster, Set<String>> asked,
        List<String> instanceProblems,
        List<String> clusterProblems) {

    /** How far the search for clusters has come. */
    public enum Search {
        NOT_BEGUN,
        /** The clusters of a list that was read before the notice have been asked: there may be more by now. */
        REMEMBERED_CLUSTERS,
        ALL_CLUSTERS
    }

    /** Nothing found yet. Repeated notices of one kind about one instance count once: the first. */
    public static LookupResult none(
            AccountRegion accountRegion, Collection<Interruption> interruptions, CallDeadline deadline) {
        Map<Interruption.Subject, Interruption> once = new LinkedHashMap<>();
        interruptions.forEach(interruption -> once.putIfAbsent(interruption.subject(), interruption));
        return new LookupResult(
                accountRegion,
                List.copyOf(once.values()),
                deadline,
                Map.of(),
                Map.of(),
                Search.NOT_BEGUN,
                Map.of(),
                List.of(),
                List.of());
    }

    /** The ids of all instances of the batch; tasks of Fargate run on none. */
    public List<String> instanceIds() {
        return interruptions.stream()
                .filter(interruption -> interruption.task() == null)
                .map(Interruption::resourceId)
                .distinct()
                .toList();
    }

    /** Whether a cluster that was not asked yet may know more. */
    public boolean searchable() {
        return search != Search.ALL_CLUSTERS && !open().isEmpty();
    }

    /** The ids of the instances that no cluster has confirmed yet. */
    List<String> unmatched() {
        return instanceIds().stream().filter(id -> !workloads.containsKey(id)).toList();
    }

    /** The ids of the instances that would go without an alert, by what is known: every cluster has to agree to that. */
    List<String> open() {
        return instanceIds().stream()
                .filter(id -> {
                    Workload workload = workloads.get(id);
                    return workload == null || workload.losesNothing();
                })
                .toList();
    }

    /** Which of the open instances each of these clusters has not been asked about. */
    Map<Cluster, List<String>> unasked(Collection<Cluster> clusters) {
        List<String> open = open();
        Map<Cluster, List<String>> unasked = new LinkedHashMap<>();
        for (Cluster cluster : clusters) {
            Set<String> before = asked.getOrDefault(cluster, Set.of());
            List<String> ids = open.stream().filter(id -> !before.contains(id)).toList();
            if (!ids.isEmpty()) {
                unasked.put(cluster, ids);
            }
        }
        return unasked;
    }

    LookupResult withInstances(Collection<Instance> found) {
        Map<String, Instance> byId =
                found.stream().collect(Collectors.toMap(Instance::instanceId, instance -> instance, (a, b) -> a));
        return and(byId, Map.of(), search, Map.of(), List.of(), List.of());
    }

    LookupResult withInstanceProblem(String problem) {
        return and(Map.of(), Map.of(), search, Map.of(), List.of(problem), List.of());
    }

    /** The same, with these workloads instead of what was known of their instances. */
    LookupResult withWorkloads(Map<String, Workload> found, List<String> problems) {
        return and(Map.of(), found, search, Map.of(), List.of(), problems);
    }

    public LookupResult withClusterProblem(String problem) {
        return withWorkloads(Map.of(), List.of(problem));
    }

    LookupResult with(Search done) {
        return and(Map.of(), Map.of(), done, Map.of(), List.of(), List.of());
    }

    /** The same, with these clusters asked about these instances. */
    LookupResult withAsked(Map<Cluster, ? extends Collection<String>> more) {
        return and(Map.of(), Map.of(), search, more, List.of(), List.of());
    }

    /** Both parts together. */
    public LookupResult merge(LookupResult other) {
        return and(
                other.instances,
                other.workloads,
                other.search,
                other.asked,
                other.instanceProblems,
                other.clusterProblems);
    }

    private LookupResult and(
            Map<String, Instance> moreInstances,
            Map<String, Workload> moreWorkloads,
            Search done,
            Map<Cluster, ? extends Collection<String>> moreAsked,
            List<String> moreInstanceProblems,
            List<String> moreClusterProblems) {
        Map<Cluster, Set<String>> all = new HashMap<>(asked);
        moreAsked.forEach((cluster, ids) -> {
            Set<String> both = new HashSet<>(all.getOrDefault(cluster, Set.of()));
            both.addAll(ids);
            all.put(cluster, both);
        });
        return new LookupResult(
                accountRegion,
                interruptions,
                deadline,
                union(instances, moreInstances),
                union(workloads, moreWorkloads),
                search.compareTo(done) >= 0 ? search : done,
                all,
                concat(instanceProblems, moreInstanceProblems),
                concat(clusterProblems, moreClusterProblems));
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
