package org.spotalert.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Cluster;

/**
 * What EC2 instances run in the clusters that have listed them: first who belongs where, then the tasks.
 *
 * @param workers run the lookups of each cluster, which wait for their calls
 * @param noticedAt when each instance's notice was given, by EC2 instance id
 */
record WorkloadLookup(
        EcsGateway ecs, ParallelCalls calls, TaskLookup tasks, Executor workers, Map<String, Instant> noticedAt) {

    /**
     * Confirmed matches of a cluster.
     *
     * @param tasks what they run, when that is being looked up already
     */
    record Confirmed(
            ContainerInstanceMatches matches, @Nullable CompletableFuture<Map<String, FoundTasks>> tasks) {}

    /** Asks the clusters which of the instances in question are theirs. */
    List<Confirmed> confirm(Collection<ListedContainerInstances> listed) {
        ParallelCalls.Pending<ContainerInstanceMatches.Question, Described<Match>> describing =
                ContainerInstanceMatches.ask(listed, ecs, calls);
        Map<ListedContainerInstances, CompletableFuture<Map<String, FoundTasks>>> early = new HashMap<>();
        // The description of a single instance changes nothing about the next questions.
        listed.stream()
                .filter(one -> one.single() && noticedAt.size() == 1)
                .forEach(one -> early.put(
                        one,
                        start(
                                one.cluster(),
                                one.arns().stream()
                                        .map(arn -> Match.undescribed(
                                                arn, one.instanceIds().get(0)))
                                        .toList(),
                                false)));
        ParallelCalls.Answers<ContainerInstanceMatches.Question, Described<Match>> described = describing.await();
        return listed.stream()
                .map(cluster -> new Confirmed(ContainerInstanceMatches.of(cluster, described), early.get(cluster)))
                .toList();
    }

    /**
     * Looks up what the confirmed instances run. A part that fails is left out, and named in the workload's missing parts.
     *
     * @return the workloads by EC2 instance id
     */
    Map<String, Workload> workloads(List<Confirmed> confirmed) {
        Map<Cluster, List<Match>> open = new LinkedHashMap<>();
        confirmed.stream()
                .filter(part -> part.tasks() == null)
                .map(Confirmed::matches)
                .filter(matches -> !matches.confirmed().isEmpty())
                .forEach(matches -> open.computeIfAbsent(matches.cluster(), added -> new ArrayList<>())
                        .addAll(matches.confirmed()));
        Set<Cluster> whole = whole(open);
        Map<Cluster, CompletableFuture<Map<String, FoundTasks>>> started = new HashMap<>();
        open.forEach((cluster, matches) -> started.put(cluster, start(cluster, matches, whole.contains(cluster))));
        Map<String, Workload> workloads = new HashMap<>();
        for (Confirmed part : confirmed) {
            CompletableFuture<Map<String, FoundTasks>> pending =
                    part.tasks() == null ? started.get(part.matches().cluster()) : part.tasks();
            Map<String, FoundTasks> found = pending == null ? Map.of() : pending.join();
            for (Match match : part.matches().confirmed()) {
                Workload workload = workload(
                        part.matches(),
                        match,
                        found.getOrDefault(
                                match.arn(), FoundTasks.nothing(match, "the cluster had not listed the instance")));
                workloads.merge(match.ec2InstanceId(), workload, Workload::and);
            }
        }
        return workloads;
    }

    /** The clusters that take no more calls as a whole than instance by instance. */
    private Set<Cluster> whole(Map<Cluster, List<Match>> open) {
        List<Cluster> many = open.entrySet().stream()
                .filter(cluster -> cluster.getValue().size() > TaskLists.FEW)
                .map(Map.Entry::getKey)
                .toList();
        return calls.start(many.isEmpty() ? List.of() : List.of(many), ecs::sizes)
                .await()
                .all()
                .filter(size -> size.tasks() / EcsGateway.AT_ONCE
                        < open.getOrDefault(size.cluster(), List.of()).size())
                .map(EcsGateway.Size::cluster)
                .collect(Collectors.toSet());
    }

    private CompletableFuture<Map<String, FoundTasks>> start(Cluster cluster, List<Match> matches, boolean whole) {
        Map<String, Instant> noticed = matches.stream()
                .collect(Collectors.toMap(
                        Match::arn,
                        match -> noticedAt.getOrDefault(match.ec2InstanceId(), Instant.EPOCH),
                        (one, other) -> one));
        return CompletableFuture.supplyAsync(
                () -> whole ? tasks.ofCluster(cluster, matches, noticed) : tasks.ofEach(cluster, noticed), workers);
    }

    private static Workload workload(ContainerInstanceMatches matches, Match match, FoundTasks found) {
        List<String> missing = new ArrayList<>(found.missing(match));
        // What was listed for this instance alone is about it; other problems may be about any instance in question.
        if (matches.listed().single()) {
            matches.problems()
                    .forEach(problem -> missing.add("cluster "
                            + matches.cluster().name() + " does not say all about the instance (" + problem + ")"));
        }
        return Workload.of(matches.cluster(), match, found.tasks(), missing);
    }
}
