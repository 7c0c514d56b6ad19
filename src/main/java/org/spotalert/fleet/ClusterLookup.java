package org.spotalert.fleet;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.fleet.ClusterListing.Problem;
import org.spotalert.fleet.LookupResult.Search;
import org.spotalert.fleet.WorkloadLookup.Confirmed;
import org.spotalert.model.Cluster;
import org.spotalert.model.Interruption;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.RegionClients;

/**
 * Finds the clusters of instances, and what the instances run there. No AWS call names the cluster of an EC2 instance:
 * the clusters that are configured or remembered are asked, then the others, those that the instance's tags hint at
 * first. Only a cluster that confirms the instance is believed. What is remembered may find tasks sooner; that there are
 * none is for all clusters to say, now.
 */
public final class ClusterLookup {

    private final List<Cluster> configured;
    private final LookupClients clients;
    private final Fleet fleet;
    private final ClusterReads reads;
    private final Executor workers;
    private final Clock clock;

    /**
     * @param configured the clusters to ask; empty to ask all there are
     * @param fleet what is remembered
     * @param reads read the clusters of many instances as a whole
     * @param workers run the lookups of each cluster, which wait for their calls
     */
    ClusterLookup(
            List<Cluster> configured,
            LookupClients clients,
            Fleet fleet,
            ClusterReads reads,
            Executor workers,
            Clock clock) {
        this.configured = List.copyOf(configured);
        this.clients = clients;
        this.fleet = fleet;
        this.reads = reads;
        this.workers = workers;
        this.clock = clock;
    }

    /** Asks the configured clusters; or else the remembered ones, when they are remembered for all instances. */
    public LookupResult lookUpKnown(LookupResult result) {
        if (result.instanceIds().isEmpty()) {
            return result;
        }
        List<String> unknown = unknown(result);
        if (configured.isEmpty()) {
            return unknown.isEmpty() ? lookUp(result, Map.of(), List.of()) : result;
        }
        List<Cluster> here = configured.stream()
                .filter(cluster -> cluster.mayBeIn(result.accountRegion()))
                .toList();
        Map<Cluster, List<String>> asked = new LinkedHashMap<>();
        if (!unknown.isEmpty()) {
            here.forEach(cluster -> asked.put(cluster, unknown));
        }
        return askAll(lookUp(result, asked, here), here).with(Search.ALL_CLUSTERS);
    }

    /**
     * Asks the clusters that the tags hint at, then the others, about the instances without a cluster; and all of them about
     * those on which nothing runs. Nothing is asked where no instance is open.
     */
    public LookupResult search(LookupResult result) {
        LookupResult searched = result;
        while (searched.searchable()) {
            searched = searchOnce(searched);
        }
        return searched;
    }

    private LookupResult searchOnce(LookupResult result) {
        List<Cluster> remembered =
                result.search() == Search.NOT_BEGUN ? fleet.clusters(result.accountRegion()) : List.of();
        if (!remembered.isEmpty()) {
            return searchIn(result, remembered).with(Search.REMEMBERED_CLUSTERS);
        }
        try {
            List<Cluster> all = gateway(result).clusters();
            return askAll(searchIn(result, all), all).with(Search.ALL_CLUSTERS);
        } catch (RuntimeException failure) {
            return result.withWorkloads(
                            Map.of(),
                            List.of("the ECS clusters could not be listed (" + AwsFailure.describe(failure) + ")"))
                    .with(Search.ALL_CLUSTERS);
        }
    }

    private EcsGateway gateway(LookupResult result) {
        return new EcsGateway(clients.of(result.accountRegion()).ecs(), result.deadline(), clock);
    }

    private LookupResult searchIn(LookupResult result, List<Cluster> clusters) {
        Map<Cluster, List<String>> likely = new LinkedHashMap<>();
        if (result.search() == Search.NOT_BEGUN) {
            for (String id : unknown(result)) {
                ClusterHints.likely(result.instances().get(id), clusters)
                        .ifPresent(cluster -> likely.computeIfAbsent(cluster, added -> new ArrayList<>())
                                .add(id));
            }
        }
        return lookUp(result, likely, clusters);
    }

    private List<String> unknown(LookupResult result) {
        List<String> unknown = new ArrayList<>(result.unmatched());
        fleet.listed(result.accountRegion(), unknown).forEach(listed -> unknown.removeAll(listed.instanceIds()));
        return unknown;
    }

    /** Asks every cluster that was not asked yet about the instances on which nothing runs so far. */
    private LookupResult askAll(LookupResult result, List<Cluster> clusters) {
        Map<Cluster, List<String>> unasked = result.unasked(clusters);
        return unasked.isEmpty() ? result : lookUp(result, unasked, List.of());
    }

    /**
     * @param first which clusters are asked about which instances at once, together with the remembered ones
     * @param all the clusters that are asked about those open instances that no cluster has confirmed then
     */
    private LookupResult lookUp(LookupResult result, Map<Cluster, List<String>> first, List<Cluster> all) {
        RegionClients here = clients.of(result.accountRegion());
        ParallelCalls calls = new ParallelCalls(here.threads(result.deadline()));
        EcsGateway ecs = gateway(result);
        ClusterListing listing = new ClusterListing(ecs, calls, configured);
        TaskLookup tasks = new TaskLookup(ecs, calls, result.accountRegion(), fleet, reads);
        WorkloadLookup lookup = new WorkloadLookup(ecs, calls, tasks, workers, noticeTimes(result.interruptions()));

        List<ListedContainerInstances> remembered = fleet.listed(result.accountRegion(), result.unmatched());
        ClusterListing.Answer answer = listing.ask(first);
        List<Confirmed> confirmed =
                new ArrayList<>(lookup.confirm(concat(remembered, unseen(answer.listed(), arns(result, List.of())))));
        LookupResult asked = result.withAsked(first);
        Map<Cluster, List<String>> next = others(asked, confirmed, all);
        ClusterListing.Answer others = listing.ask(next);
        confirmed.addAll(lookup.confirm(unseen(others.listed(), arns(result, confirmed))));

        List<Problem> problems = new ArrayList<>(concat(answer.problems(), others.problems()));
        confirmed.stream()
                .map(Confirmed::matches)
                // Those that were only remembered are asked for again before anything follows from their absence.
                .filter(matches -> !matches.listed().remembered())
                .forEach(matches ->
                        matches.problems().forEach(problem -> problems.add(new Problem(matches.cluster(), problem))));
        Map<String, Workload> found = new HashMap<>(lookup.workloads(confirmed));
        found.replaceAll((id, workload) -> {
            Workload before = result.workloads().get(id);
            return before == null ? workload : before.and(workload);
        });
        return asked.withAsked(next).withWorkloads(found, Problem.describe(problems));
    }

    /** The lists without the container instances that have been described already. */
    private static List<ListedContainerInstances> unseen(List<ListedContainerInstances> listed, Set<String> seen) {
        return listed.stream()
                .map(one -> one.without(seen))
                .filter(one -> !one.arns().isEmpty())
                .toList();
    }

    private static Set<String> arns(LookupResult result, List<Confirmed> confirmed) {
        return Stream.concat(
                        result.workloads().values().stream().flatMap(workload -> workload.arns().stream()),
                        confirmed.stream()
                                .flatMap(part -> part.matches().confirmed().stream())
                                .map(Match::arn))
                .collect(Collectors.toSet());
    }

    /**
     * What else is to be asked: the clusters that were not asked about an instance that none has confirmed; and the cluster of
     * an instance whose remembered record is stale, since its agent may have registered again.
     */
    private static Map<Cluster, List<String>> others(LookupResult asked, List<Confirmed> confirmed, List<Cluster> all) {
        Set<String> placed =
                confirmed.stream().flatMap(part -> part.matches().instanceIds()).collect(Collectors.toSet());
        Map<Cluster, List<String>> others = new LinkedHashMap<>();
        asked.unasked(all).forEach((cluster, ids) -> {
            List<String> open = ids.stream().filter(id -> !placed.contains(id)).toList();
            if (!open.isEmpty()) {
                others.put(cluster, open);
            }
        });
        Set<String> connected = confirmed.stream()
                .flatMap(part -> part.matches().confirmed().stream())
                .filter(Match::connected)
                .map(Match::ec2InstanceId)
                .collect(Collectors.toSet());
        confirmed.stream()
                .map(Confirmed::matches)
                .filter(matches -> matches.listed().remembered())
                .forEach(matches -> matches.instanceIds()
                        .distinct()
                        .filter(id -> !connected.contains(id))
                        .forEach(id -> others.merge(matches.cluster(), List.of(id), ClusterLookup::concat)));
        return others;
    }

    private static <V> List<V> concat(List<V> first, List<V> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static Map<String, Instant> noticeTimes(Collection<Interruption> interruptions) {
        return interruptions.stream()
                .collect(Collectors.toMap(
                        Interruption::resourceId,
                        Interruption::noticedAt,
                        (one, other) -> one.isBefore(other) ? one : other));
    }
}
