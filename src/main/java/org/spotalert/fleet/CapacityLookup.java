package org.spotalert.fleet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.LookupResult.Capacities;
import org.spotalert.model.Capacity;
import org.spotalert.model.Cluster;
import org.spotalert.platform.aws.LookupClients;

/**
 * What room the clusters of a batch have beside the instances that go. It costs R / 100 calls of ListContainerInstances and
 * as many of DescribeContainerInstances for a cluster of R, within the same time and request budget as all lookups.
 */
public final class CapacityLookup {

    /** An instance of which there was a notice goes two minutes later, and with a pause its tasks move. */
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private static final int KEPT = 10_000;

    /** The instances of which there was a notice a moment ago, by id. */
    private final Cache<String, Boolean> noticed =
            Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(REMEMBERED).build();

    private final LookupClients clients;
    private final Fleet fleet;
    private final Clock clock;

    CapacityLookup(LookupClients clients, Fleet fleet, Clock clock) {
        this.clients = clients;
        this.fleet = fleet;
        this.clock = clock;
    }

    /** The same result, with the capacity of every workload whose services lose tasks. What fails is said in it. */
    public LookupResult lookUp(LookupResult result) {
        result.instanceIds().forEach(id -> noticed.put(id, true));
        Map<String, Workload> open = new LinkedHashMap<>();
        result.interruptions()
                .forEach(each -> result.workload(each)
                        .filter(workload -> !workload.services().isEmpty())
                        .ifPresent(workload -> open.put(each.resourceId(), workload)));
        Map<Cluster, Described<Match>> described = new HashMap<>();
        Map<Cluster, List<Workload>> unread = open.values().stream()
                .filter(workload -> workload.containerInstance() != null)
                .collect(Collectors.groupingBy(Workload::cluster));
        // A cluster that was read as a whole since this batch began has said it all.
        unread.forEach((cluster, lost) -> fleet.recent(result.accountRegion(), cluster)
                .filter(read -> !read.asOf().isBefore(result.deadline().begun())
                        || isFull(read, lost, Set.copyOf(result.instanceIds())))
                .ifPresent(read ->
                        described.put(cluster, new Described<>(read.matches().toList(), Map.of(), Map.of()))));
        unread.keySet().removeAll(described.keySet());
        EcsGateway ecs = EcsGateway.of(clients, result.accountRegion(), result.deadline(), clock);
        Answers<Cluster, List<String>> listed = ecs.ask(
                        unread.keySet(), cluster -> ecs.containerInstanceArns(cluster, List.of()))
                .get();
        // Each cluster's calls run at the same time; the clusters of one batch are few.
        listed.values()
                .forEach((cluster, arns) ->
                        described.put(cluster, ecs.matches(cluster, arns).get()));
        Map<String, Capacity> found = new HashMap<>();
        open.forEach((id, workload) -> found.put(
                id,
                capacity(id, workload, listed.failures().get(workload.cluster()), described.get(workload.cluster()))));
        return result.with(new Capacities(found));
    }

    /**
     * Whether the cluster had no room for this before: others leave, or less was free. That there is room now, and nobody need be
     * notified, only AWS says.
     *
     * @param going the ids of the instances that go
     */
    private boolean isFull(ClusterSnapshot before, List<Workload> lost, Set<String> going) {
        List<Capacity.Room> others = before.matches()
                .filter(each -> !going.contains(each.ec2InstanceId()))
                .map(this::room)
                .toList();
        List<Capacity.TaskSize> sizes =
                lost.stream().flatMap(each -> each.sizes().stream()).toList();
        return others.stream().anyMatch(Capacity.Room::leaving)
                || sum(others, Capacity.Room::cpu) < sum(sizes, Capacity.TaskSize::cpu)
                || sum(others, Capacity.Room::memory) < sum(sizes, Capacity.TaskSize::memory);
    }

    private static <T> long sum(List<T> all, ToLongFunction<T> number) {
        return all.stream().mapToLong(number).sum();
    }

    private Capacity capacity(
            String instanceId, Workload workload, @Nullable String unlisted, @Nullable Described<Match> described) {
        if (workload.containerInstance() == null) {
            return Capacity.unknown("nobody knows what room Fargate has");
        }
        if (described == null) {
            return Capacity.unknown("the cluster's instances could not be listed (" + unlisted + ")");
        }
        String problems = Stream.concat(described.failed().values().stream(), described.left().values().stream())
                .distinct()
                .collect(Collectors.joining("; "));
        if (!problems.isEmpty()) {
            return Capacity.unknown("the cluster's instances could not be described (" + problems + ")");
        }
        if (workload.services().stream()
                .anyMatch(
                        service -> !service.cluster().equals(workload.cluster().name()))) {
            return Capacity.unknown("services of several clusters lose tasks with the instance");
        }
        if (!workload.unsized().isEmpty()) {
            return Capacity.unknown(
                    "ECS does not say what the tasks of these services need: " + String.join(", ", workload.unsized()));
        }
        return new Capacity(
                workload.sizes(),
                described.found().stream()
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
