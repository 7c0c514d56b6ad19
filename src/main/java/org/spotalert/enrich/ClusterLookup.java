package org.spotalert.enrich;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.spotalert.enrich.ParallelCalls.Answers;
import org.spotalert.event.Interruption;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * Finds the cluster of an instance, and what the instance runs there. No AWS call tells the cluster of an EC2 instance:
 * the clusters that are configured or remembered are asked, then the others, those that the instance's tags hint at
 * first. Only a cluster that lists the instance is believed.
 */
public final class ClusterLookup {

    private static final int REMEMBERED_INSTANCES = 20_000;
    private static final Duration REMEMBERED_FOR = Duration.ofDays(1);

    private final Cache<String, Cluster> remembered = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_INSTANCES)
            .expireAfterWrite(REMEMBERED_FOR)
            .build();
    private final List<Cluster> configured;
    private final EcsQuestions ecs;
    private final ParallelCalls calls;
    private final WorkloadLookup workloads;

    /**
     * @param configured the clusters to ask; empty to ask all there are
     * @param executor runs the calls to ECS; they wait for nothing but the answer
     */
    public ClusterLookup(List<Cluster> configured, EcsClient ecs, Executor executor, Clock clock) {
        this.configured = List.copyOf(configured);
        this.ecs = new EcsQuestions(ecs, clock);
        this.calls = new ParallelCalls(executor);
        this.workloads = new WorkloadLookup(this.ecs, calls);
    }

    /** Asks the configured clusters, or else the remembered cluster of each instance. */
    public Findings lookUpKnown(Findings findings) {
        Map<Cluster, List<String>> questions = new LinkedHashMap<>();
        if (configured.isEmpty()) {
            for (String id : findings.instanceIds()) {
                Cluster cluster = remembered.getIfPresent(id);
                if (cluster != null) {
                    questions
                            .computeIfAbsent(cluster, added -> new ArrayList<>())
                            .add(id);
                }
            }
        } else {
            configured.forEach(cluster -> questions.put(cluster, findings.instanceIds()));
        }
        return ask(findings, questions, !configured.isEmpty());
    }

    /**
     * Asks the clusters nobody has asked yet about the instances without a cluster.
     *
     * @param listed all clusters there are
     */
    public Findings search(Findings findings, List<Cluster> listed) {
        Map<Cluster, List<String>> likely = new LinkedHashMap<>();
        for (String id : findings.unplaced()) {
            ClusterHints.likely(findings.instances().get(id), listed)
                    .ifPresent(cluster -> likely.computeIfAbsent(cluster, added -> new ArrayList<>())
                            .add(id));
        }
        Findings found = ask(findings, likely, false);
        List<String> unplaced = found.unplaced();
        Map<Cluster, List<String>> others = new LinkedHashMap<>();
        for (Cluster cluster : listed) {
            List<String> notAsked = unplaced.stream()
                    .filter(id -> !likely.getOrDefault(cluster, List.of()).contains(id))
                    .toList();
            others.put(cluster, notAsked);
        }
        return ask(found, others, true);
    }

    private record Question(Cluster cluster, List<String> instanceIds) {}

    private Findings ask(Findings findings, Map<Cluster, List<String>> byCluster, boolean everywhere) {
        List<Question> questions = byCluster.entrySet().stream()
                .flatMap(entry -> ParallelCalls.groups(entry.getValue(), EcsQuestions.DESCRIBED_AT_ONCE).stream()
                        .map(ids -> new Question(entry.getKey(), ids)))
                .toList();
        Answers<Question, String> listed = calls.start(
                        questions,
                        question -> ecs.containerInstanceArns(
                                question.cluster(), question.instanceIds(), findings.deadline()))
                .await();
        Map<String, Workload> found = new HashMap<>();
        listed.values().forEach((question, arns) -> {
            if (!arns.isEmpty()) {
                found.putAll(workloads.lookUp(
                        question.cluster(),
                        arns,
                        noticeTimes(findings.interruptions(), question.instanceIds()),
                        findings.deadline()));
            }
        });
        found.forEach((id, workload) -> remembered.put(id, workload.cluster()));
        List<String> problems = new ArrayList<>();
        listed.failures()
                .forEach((question, reason) -> problems.add("cluster "
                        + question.cluster().name() + " could not be asked about the instance (" + reason + ")"));
        return findings.withWorkloads(found, problems, everywhere);
    }

    private static Map<String, Instant> noticeTimes(Collection<Interruption> interruptions, List<String> ids) {
        Map<String, Instant> first = new HashMap<>();
        interruptions.stream()
                .filter(interruption -> ids.contains(interruption.instanceId()))
                .forEach(interruption -> first.merge(
                        interruption.instanceId(),
                        interruption.noticedAt(),
                        (one, other) -> one.isBefore(other) ? one : other));
        return first;
    }
}
