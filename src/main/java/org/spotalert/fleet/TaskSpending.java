package org.spotalert.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.spotalert.fleet.ContainerInstanceMatches.Match;
import org.spotalert.model.Cluster;
import org.spotalert.platform.aws.ApiBucket;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.RateLimitedException;
import org.spotalert.platform.aws.RequestBudget;

/**
 * Spends the request budget on tasks where it finds most. When it does not suffice for all clusters before the deadline,
 * those whose calls cover most instances come first; for the others no call is spent that could not be followed by
 * the rest. What the next batch needs to find its clusters is not spent at all.
 *
 * @param deadline when the last question has to be answered
 * @param workers run the lookups of each cluster, which wait for their calls
 */
record TaskSpending(
        TaskLookup tasks,
        ClusterSizes sizes,
        RequestBudget budget,
        CallDeadline deadline,
        Executor workers,
        Clock clock) {

    private static final ApiBucket BUCKET = ApiBucket.ECS_CLUSTER_RESOURCE_READ;
    /** For each cluster: listing and describing container instances. */
    private static final int MEMBERSHIP_CALLS = 2;

    private static final Duration MOST_TO_ANSWER = Duration.ofSeconds(3);

    /** Starts looking up what the only instance of this answer runs; so few calls need no plan. */
    CompletableFuture<Map<String, TaskLookup.Found>> start(
            ListedContainerInstances single, Map<String, Instant> noticedAt) {
        Instant noticed = noticedAt.getOrDefault(single.instanceIds().get(0), Instant.EPOCH);
        Map<String, Instant> noticedByArn =
                single.arns().stream().collect(Collectors.toMap(arn -> arn, arn -> noticed, (one, other) -> one));
        return CompletableFuture.supplyAsync(
                () -> tasks.lookUp(single.cluster(), TaskPlan.ofOne(single.arns()), noticedByArn), workers);
    }

    private record Planned(Cluster cluster, List<Match> matches, TaskPlan plan) {

        double callsPerInstance() {
            return (double) plan.calls() / matches.size();
        }
    }

    /**
     * Starts looking up what the matches of these clusters run.
     *
     * @param clusters at least one match of each
     * @param noticedAt when each instance's notice was given, by EC2 instance id
     */
    Map<Cluster, CompletableFuture<Map<String, TaskLookup.Found>>> start(
            Map<Cluster, List<Match>> clusters, Map<String, Instant> noticedAt) {
        sizes.ask(clusters.entrySet().stream()
                .filter(cluster ->
                        TaskPlan.dependsOnCluster(counts(cluster.getValue()).values()))
                .map(Map.Entry::getKey)
                .toList());
        Map<Cluster, CompletableFuture<Map<String, TaskLookup.Found>>> started = new HashMap<>();
        clusters.entrySet().stream()
                .map(cluster -> planned(cluster.getKey(), cluster.getValue()))
                .sorted(Comparator.comparing(Planned::callsPerInstance))
                .forEach(planned -> started.put(
                        planned.cluster(), start(planned, (long) clusters.size() * MEMBERSHIP_CALLS, noticedAt)));
        return started;
    }

    private Planned planned(Cluster cluster, List<Match> matches) {
        int ofCluster = sizes.of(cluster).map(ClusterSizes.Size::tasks).orElse(Integer.MAX_VALUE);
        return new Planned(cluster, matches, TaskPlan.of(counts(matches), ofCluster));
    }

    private static Map<String, Integer> counts(List<Match> matches) {
        return matches.stream().collect(Collectors.toMap(Match::arn, Match::tasks, Math::max));
    }

    private CompletableFuture<Map<String, TaskLookup.Found>> start(
            Planned planned, long kept, Map<String, Instant> noticedAt) {
        int cost = planned.plan().calls();
        if (!budget.plan(BUCKET, cost, deadline.lowPriority() ? 0 : kept, timeToAsk(), deadline.lowPriority())) {
            return CompletableFuture.completedFuture(heldBack(planned.matches()));
        }
        Map<String, Instant> noticed = planned.matches().stream()
                .collect(Collectors.toMap(
                        Match::arn,
                        match -> noticedAt.getOrDefault(match.ec2InstanceId(), Instant.EPOCH),
                        (one, other) -> one));
        return CompletableFuture.supplyAsync(() -> tasks.lookUp(planned.cluster(), planned.plan(), noticed), workers)
                .whenComplete((found, failure) -> budget.done(BUCKET, cost, deadline.lowPriority()));
    }

    /** The last answers, and the questions about services, need some time too. */
    private Duration timeToAsk() {
        Duration left = Duration.between(clock.instant(), deadline.at());
        Duration fifth = left.dividedBy(5);
        return left.minus(fifth.compareTo(MOST_TO_ANSWER) < 0 ? fifth : MOST_TO_ANSWER);
    }

    private static Map<String, TaskLookup.Found> heldBack(List<Match> matches) {
        return matches.stream()
                .collect(Collectors.toMap(
                        Match::arn,
                        match -> TaskLookup.Found.nothing(List.of("the " + match.tasks()
                                + " tasks on the instance were not looked up (" + RateLimitedException.REASON + ")")),
                        (one, other) -> one));
    }
}
