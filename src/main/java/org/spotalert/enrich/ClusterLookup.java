package org.spotalert.enrich;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.aws.LookupClients;
import org.spotalert.aws.RegionClients;
import org.spotalert.enrich.WorkloadLookup.Confirmed;
import org.spotalert.event.Interruption;

/**
 * Finds the clusters of instances, and what the instances run there. No AWS call tells the cluster of an EC2 instance:
 * the clusters that are configured or remembered are asked, then the others, those that the instance's tags hint at
 * first. Only a cluster that confirms the instance is believed.
 */
public final class ClusterLookup {

    private final List<Cluster> configured;
    private final LookupClients clients;
    private final KnownInstances known = new KnownInstances();
    private final DescribedTasks described = new DescribedTasks();
    private final SharedTaskLists shared = new SharedTaskLists();
    private final Executor workers;
    private final Clock clock;

    /**
     * @param configured the clusters to ask; empty to ask all there are
     * @param workers run the lookups of each cluster, which wait for their calls
     */
    public ClusterLookup(List<Cluster> configured, LookupClients clients, Executor workers, Clock clock) {
        this.configured = List.copyOf(configured);
        this.clients = clients;
        this.workers = workers;
        this.clock = clock;
    }

    /** Asks the configured clusters; or else the remembered ones, when they are remembered for all instances. */
    public Findings lookUpKnown(Findings findings) {
        if (findings.instanceIds().isEmpty()) {
            return findings;
        }
        List<String> unknown = unknown(findings);
        if (configured.isEmpty()) {
            return unknown.isEmpty() ? lookUp(findings, Map.of(), List.of(), false) : findings;
        }
        List<Cluster> here = configured.stream()
                .filter(cluster -> cluster.mayBeIn(findings.accountRegion()))
                .toList();
        Map<Cluster, List<String>> asked = new LinkedHashMap<>();
        here.forEach(cluster -> asked.put(cluster, unknown));
        return lookUp(findings, asked, here, true);
    }

    /**
     * Asks the clusters that the tags hint at, then the others, about the instances without a cluster.
     *
     * @param pages all clusters there are
     */
    public Findings search(ClusterList.Pages pages) {
        Findings findings = pages.findings();
        Map<Cluster, List<String>> likely = new LinkedHashMap<>();
        for (String id : unknown(findings)) {
            ClusterHints.likely(findings.instances().get(id), pages.clusters())
                    .ifPresent(cluster -> likely.computeIfAbsent(cluster, added -> new ArrayList<>())
                            .add(id));
        }
        return lookUp(findings, likely, pages.clusters(), true);
    }

    private List<String> unknown(Findings findings) {
        List<String> unknown = new ArrayList<>(findings.unplaced());
        known.listed(findings.accountRegion(), unknown).forEach(listed -> unknown.removeAll(listed.instanceIds()));
        return unknown;
    }

    /**
     * @param first which clusters are asked about which instances at once, together with the remembered ones
     * @param all the clusters that are asked about those instances that no cluster has confirmed then
     */
    private Findings lookUp(
            Findings findings, Map<Cluster, List<String>> first, List<Cluster> all, boolean everywhere) {
        RegionClients here = clients.of(findings.accountRegion());
        ParallelCalls calls = new ParallelCalls(here.threads(findings.deadline()));
        EcsQuestions ecs = new EcsQuestions(here.ecs(), findings.deadline(), clock);
        ClusterSizes sizes = new ClusterSizes(ecs, calls);
        ClusterListing listing = new ClusterListing(ecs, calls, sizes, configured);
        TaskSpending tasks = new TaskSpending(
                new TaskLookup(ecs, calls, described, shared, findings.accountRegion()),
                sizes,
                here.budget(),
                findings.deadline(),
                workers,
                clock);
        WorkloadLookup lookup = new WorkloadLookup(ecs, calls, tasks, noticeTimes(findings.interruptions()));

        List<ListedInstances> remembered = known.listed(findings.accountRegion(), findings.unplaced());
        ClusterListing.Answer answer = listing.ask(first);
        List<Confirmed> confirmed = new ArrayList<>(lookup.confirm(concat(remembered, answer.listed())));
        ClusterListing.Answer others = listing.ask(others(findings, confirmed, first, all));
        confirmed.addAll(lookup.confirm(others.listed()));

        confirmed.forEach(part -> known.learn(findings.accountRegion(), part.members()));
        List<ClusterProblem> problems = new ArrayList<>(concat(answer.problems(), others.problems()));
        confirmed.forEach(part -> problems.addAll(part.members().problems()));
        return findings.withWorkloads(lookup.workloads(confirmed), ClusterProblem.describe(problems), everywhere);
    }

    /** The instances that no cluster has confirmed, for each cluster that was not asked about them. */
    private static Map<Cluster, List<String>> others(
            Findings findings, List<Confirmed> confirmed, Map<Cluster, List<String>> asked, List<Cluster> all) {
        Set<String> placed =
                confirmed.stream().flatMap(part -> part.members().instanceIds()).collect(Collectors.toSet());
        Map<Cluster, List<String>> others = new LinkedHashMap<>();
        for (Cluster cluster : all) {
            Set<String> known = new HashSet<>(asked.getOrDefault(cluster, List.of()));
            List<String> open = findings.unplaced().stream()
                    .filter(id -> !placed.contains(id) && !known.contains(id))
                    .toList();
            if (!open.isEmpty()) {
                others.put(cluster, open);
            }
        }
        return others;
    }

    private static <V> List<V> concat(List<V> first, List<V> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static Map<String, Instant> noticeTimes(Collection<Interruption> interruptions) {
        return interruptions.stream()
                .collect(Collectors.toMap(
                        Interruption::instanceId,
                        Interruption::noticedAt,
                        (one, other) -> one.isBefore(other) ? one : other));
    }
}
