package org.spotalert.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.ContainerInstanceMatches.Match;
import org.spotalert.model.Cluster;

/**
 * What EC2 instances run in the clusters that have listed them: first who belongs where, then the tasks.
 *
 * @param noticedAt when each instance's notice was given, by EC2 instance id
 */
record WorkloadLookup(EcsGateway ecs, ParallelCalls calls, TaskSpending tasks, Map<String, Instant> noticedAt) {

    private static final TaskLookup.Found NOT_LOOKED_UP =
            TaskLookup.Found.nothing(List.of("the tasks on the instance were not looked up"));

    /**
     * Confirmed matches of a cluster.
     *
     * @param tasks what they run, when that is being looked up already
     */
    record Confirmed(
            ContainerInstanceMatches matches, @Nullable CompletableFuture<Map<String, TaskLookup.Found>> tasks) {}

    /** Asks the clusters which of the instances in question are theirs. */
    List<Confirmed> confirm(Collection<ListedContainerInstances> listed) {
        ParallelCalls.Pending<ContainerInstanceMatches.Question, Described<Match>> describing =
                ContainerInstanceMatches.ask(listed, ecs, calls);
        Map<ListedContainerInstances, CompletableFuture<Map<String, TaskLookup.Found>>> early = new HashMap<>();
        // The description of a single instance changes nothing about the next questions.
        listed.stream()
                .filter(one -> one.single() && noticedAt.size() == 1)
                .forEach(one -> early.put(one, tasks.start(one, noticedAt)));
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
        Map<Cluster, CompletableFuture<Map<String, TaskLookup.Found>>> started = tasks.start(open, noticedAt);
        Map<String, Workload> workloads = new HashMap<>();
        for (Confirmed part : confirmed) {
            CompletableFuture<Map<String, TaskLookup.Found>> pending =
                    part.tasks() == null ? started.get(part.matches().cluster()) : part.tasks();
            Map<String, TaskLookup.Found> found = pending == null ? Map.of() : pending.join();
            for (Match match : part.matches().confirmed()) {
                Workload workload = workload(part.matches(), match, found.getOrDefault(match.arn(), NOT_LOOKED_UP));
                workloads.merge(match.ec2InstanceId(), workload, Workload::and);
            }
        }
        return workloads;
    }

    private static Workload workload(ContainerInstanceMatches matches, Match match, TaskLookup.Found found) {
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
