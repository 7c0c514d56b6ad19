package org.spotalert.fleet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.fleet.ParallelCalls.Answers;
import org.spotalert.model.Capacity;
import org.spotalert.model.Cluster;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.RegionClients;
import org.spotalert.platform.collection.Chunks;

/**
 * What room the clusters of a batch have beside the instances that go. It costs R / 100 calls of ListContainerInstances and
 * as many of DescribeContainerInstances for a cluster of R, within the same time and request budget as all lookups.
 */
public final class CapacityLookup {

    /** An instance of which there was a notice goes two minutes later, and with a pause its tasks move. */
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private static final int KEPT = 10_000;

    private final Cache<String, Boolean> noticed;
    private final LookupClients clients;
    private final Fleet fleet;
    private final Clock clock;

    CapacityLookup(LookupClients clients, Fleet fleet, Clock clock) {
        this.noticed = Caffeine.newBuilder()
                .maximumSize(KEPT)
                .expireAfterWrite(REMEMBERED)
                .build();
        this.clients = clients;
        this.fleet = fleet;
        this.clock = clock;
    }

    /** The same result, with the capacity of every workload whose services lose tasks. What fails is said in it. */
    public LookupResult lookUp(LookupResult result) {
        result.instanceIds().forEach(id -> noticed.put(id, true));
        Set<Cluster> clusters = result.workloads().values().stream()
                .filter(CapacityLookup::needsRoom)
                .map(Workload::cluster)
                .collect(Collectors.toSet());
        RegionClients here = clients.of(result.accountRegion());
        ParallelCalls calls = new ParallelCalls(here.threads(result.deadline()));
        EcsGateway ecs = new EcsGateway(here.ecs(), result.deadline(), clock);
        Map<Cluster, Answers<List<String>, Described<Match>>> described = new HashMap<>();
        // A cluster that was read as a whole since this batch began has said it all.
        clusters.forEach(cluster -> fleet.of(result.accountRegion(), cluster)
                .filter(read -> !read.asOf().isBefore(result.deadline().begun()))
                .ifPresent(read ->
                        described.put(cluster, new Answers<>(Map.of(List.of(), List.of(read.described())), Map.of()))));
        Answers<Cluster, String> arns = calls.start(
                        clusters.stream()
                                .filter(cluster -> !described.containsKey(cluster))
                                .toList(),
                        cluster -> ecs.containerInstanceArns(cluster, List.of()))
                .await();
        // Each cluster's calls run at the same time; the clusters of one batch are few.
        arns.values()
                .forEach((cluster, listed) -> described.put(
                        cluster,
                        calls.start(
                                        Chunks.of(listed, EcsGateway.AT_ONCE),
                                        group -> List.of(ecs.matches(cluster, group)))
                                .await()));
        Map<String, Workload> found = new HashMap<>();
        result.workloads().forEach((id, workload) -> {
            if (needsRoom(workload)) {
                found.put(id, workload.with(capacity(id, workload, arns, described)));
            }
        });
        return result.withWorkloads(found, List.of());
    }

    private static boolean needsRoom(Workload workload) {
        return workload.capacity() == null && !workload.services().isEmpty();
    }

    private Capacity capacity(
            String instanceId,
            Workload workload,
            Answers<Cluster, String> arns,
            Map<Cluster, Answers<List<String>, Described<Match>>> described) {
        String unlisted = arns.failures().get(workload.cluster());
        Answers<List<String>, Described<Match>> answers = described.get(workload.cluster());
        if (unlisted != null || answers == null) {
            return Capacity.unknown("the cluster's instances could not be listed (" + unlisted + ")");
        }
        List<String> problems = Stream.concat(
                        answers.reasons().stream(), answers.all().flatMap(answer -> answer.left().values().stream()))
                .distinct()
                .toList();
        if (!problems.isEmpty()) {
            return Capacity.unknown(
                    "the cluster's instances could not be described (" + String.join("; ", problems) + ")");
        }
        if (workload.services().stream()
                .anyMatch(
                        service -> !service.cluster().equals(workload.cluster().name()))) {
            return Capacity.unknown("services of several clusters lose tasks with the instance");
        }
        if (!workload.sizes().unknown().isEmpty()) {
            return Capacity.unknown("ECS does not say what the tasks of these services need: "
                    + String.join(", ", workload.sizes().unknown()));
        }
        return new Capacity(
                workload.sizes().known(),
                answers.all()
                        .flatMap(answer -> answer.found().stream())
                        .filter(other -> !other.ec2InstanceId().equals(instanceId))
                        .map(this::room)
                        .toList(),
                null);
    }

    private Capacity.Room room(Match instance) {
        String id = instance.ec2InstanceId();
        boolean leaving = noticed.getIfPresent(id) != null || instance.draining();
        return new Capacity.Room(id, leaving, instance.cpu(), instance.memory());
    }
}
