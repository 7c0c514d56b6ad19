package org.spotalert.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Cluster;
import org.spotalert.model.Instance;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.model.ServiceStatus;

/**
 * What a service, or the standalone tasks of a group, run, where any of it is on Spot capacity.
 *
 * @param name of the service, or the group of the standalone tasks
 * @param service the service's figures; null for standalone tasks
 * @param tasks how many tasks there are
 * @param zones their Availability Zones, as far as AWS says them
 * @param types the types of their instances; empty on Fargate
 * @param onDemand whether ECS may start tasks on other capacity than Spot; null when that is unknown
 * @param stop how its tasks stop; null when that is unknown
 * @param targetGroups the ARNs of the target groups that load balancers reach them by
 * @param instances the instances that its tasks run on and on which ECS still starts tasks
 */
public record SpotUse(
        Cluster cluster,
        String name,
        @Nullable ServiceSnapshot service,
        int tasks,
        Set<String> zones,
        Set<String> types,
        @Nullable Boolean onDemand,
        TaskDefinitions.@Nullable Stop stop,
        Set<String> targetGroups,
        Set<String> instances) {

    public SpotUse {
        zones = Set.copyOf(zones);
        types = Set.copyOf(types);
        targetGroups = Set.copyOf(targetGroups);
        instances = Set.copyOf(instances);
    }

    /** The service's figures; nothing for standalone tasks. */
    public Optional<ServiceStatus> status() {
        return Optional.ofNullable(service).map(ServiceSnapshot::status);
    }

    /** What a cluster runs on Spot capacity, without daemons: services by name, then standalone tasks by group. */
    static List<SpotUse> of(ClusterSnapshot snapshot, TaskDefinitions definitions) {
        Finder uses = new Finder(snapshot, definitions);
        List<SpotUse> found = new ArrayList<>();
        byName(snapshot, EcsTask::service).forEach((name, tasks) -> {
            EcsService service = snapshot.services().get(name);
            if (service != null && service.active() && !service.daemon()) {
                uses.use(name, service, tasks).ifPresent(found::add);
            }
        });
        byName(snapshot, EcsTask::standaloneGroup)
                .forEach((group, tasks) -> uses.use(group, null, tasks).ifPresent(found::add));
        return found;
    }

    private static Map<String, List<EcsTask>> byName(
            ClusterSnapshot snapshot, Function<EcsTask, @Nullable String> name) {
        Map<String, List<EcsTask>> named = new TreeMap<>();
        snapshot.tasks()
                .values()
                .forEach(task -> Stream.ofNullable(name.apply(task))
                        .forEach(one -> named.computeIfAbsent(one, added -> new ArrayList<>())
                                .add(task)));
        return named;
    }

    /** Knows which capacity of a cluster is Spot capacity. */
    private static final class Finder {

        private static final String FARGATE = "FARGATE";
        private static final String FARGATE_SPOT = "FARGATE_SPOT";
        /** Stands for all instances of the cluster, which a service without a strategy may use. */
        private static final String ANY = "";

        private final ClusterSnapshot snapshot;
        private final TaskDefinitions definitions;
        private final Map<String, Match> records;
        /** Whether the instances of a capacity provider are Spot Instances, as far as there are any. */
        private final Map<String, Set<Boolean>> spotOf = new HashMap<>();

        private Finder(ClusterSnapshot snapshot, TaskDefinitions definitions) {
            this.snapshot = snapshot;
            this.definitions = definitions;
            this.records = snapshot.matches().collect(Collectors.toMap(Match::arn, record -> record));
            spotOf.put(FARGATE, Set.of(false));
            spotOf.put(FARGATE_SPOT, Set.of(true));
            records.values()
                    .forEach(record -> instance(record)
                            .ifPresent(instance -> Stream.of(ANY, record.provider())
                                    .filter(name -> name != null)
                                    .forEach(name -> spotOf.computeIfAbsent(name, added -> new HashSet<>())
                                            .add(instance.spot()))));
        }

        private Optional<SpotUse> use(String name, @Nullable EcsService described, List<EcsTask> tasks) {
            ServiceSnapshot service = described == null ? null : described.figures();
            List<Match> hosts = tasks.stream()
                    .flatMap(task -> Stream.ofNullable(task.containerInstance()))
                    .flatMap(arn -> Stream.ofNullable(records.get(arn)))
                    .toList();
            List<Instance> instances =
                    hosts.stream().flatMap(host -> instance(host).stream()).toList();
            if (instances.stream().noneMatch(Instance::spot) && tasks.stream().noneMatch(EcsTask::fargateSpot)) {
                return Optional.empty();
            }
            return Optional.of(new SpotUse(
                    snapshot.cluster(),
                    name,
                    service,
                    tasks.size(),
                    set(tasks, EcsTask::zone, set(instances, Instance::zone, Set.of())),
                    set(instances, Instance::type, Set.of()),
                    service == null ? null : onDemand(service),
                    service == null || service.status() == null
                            ? null
                            : definitions
                                    .stop(service.status().taskDefinition())
                                    .orElse(null),
                    described == null ? Set.of() : described.targetGroups(),
                    set(hosts.stream().filter(host -> !host.draining()).toList(), Match::ec2InstanceId, Set.of())));
        }

        private @Nullable Boolean onDemand(ServiceSnapshot service) {
            List<String> strategy = service.status() == null
                    ? List.of()
                    : service.status().prospects().providers();
            List<Set<Boolean>> providers = (strategy.isEmpty() ? List.of(ANY) : strategy)
                    .stream().map(name -> spotOf.getOrDefault(name, Set.of())).toList();
            if (providers.stream().anyMatch(spot -> spot.contains(false))) {
                return true;
            }
            return providers.stream().anyMatch(Set::isEmpty) ? null : false;
        }

        private Optional<Instance> instance(Match record) {
            return Optional.ofNullable(snapshot.instances().get(record.ec2InstanceId()));
        }

        /** What these say, or else the others. */
        private static <T> Set<String> set(
                Collection<T> all, Function<T, @Nullable String> name, Set<String> otherwise) {
            Set<String> found = all.stream()
                    .flatMap(each -> Stream.ofNullable(name.apply(each)))
                    .collect(Collectors.toSet());
            return found.isEmpty() ? otherwise : found;
        }
    }
}
