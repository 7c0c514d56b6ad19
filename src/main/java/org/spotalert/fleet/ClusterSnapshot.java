package org.spotalert.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Cluster;
import org.spotalert.model.Instance;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.model.ServiceStatus;

/**
 * What a cluster held: all of it when it was read as a whole, or else what it was asked about.
 *
 * @param asOf when the read began
 * @param records its container instances, by the id of the EC2 instance
 * @param tasks its tasks, by ARN
 * @param tasksOf the same by the container instance's ARN
 * @param services the services of its tasks, by name
 * @param instances what EC2 knows of the instances, by id
 * @param changes what ECS's events say since: by the ARN of the container instance, and of the task or the container instance
 * @param gaps what ECS has not said of the tasks on each container instance, for a reader, by ARN; of a task of Fargate by its own
 */
record ClusterSnapshot(
        Cluster cluster,
        Instant asOf,
        Map<String, List<Match>> records,
        Map<String, EcsTask> tasks,
        Map<String, List<EcsTask>> tasksOf,
        Map<String, EcsService> services,
        Map<String, Instance> instances,
        Map<String, Map<String, EcsChange>> changes,
        Map<String, List<String>> gaps) {

    /** Nothing of the cluster. */
    static ClusterSnapshot empty(Cluster cluster, Instant asOf) {
        return of(cluster, asOf, List.of(), List.of(), List.of());
    }

    static ClusterSnapshot of(
            Cluster cluster,
            Instant asOf,
            Collection<Match> records,
            Collection<EcsTask> tasks,
            Collection<EcsService> services) {
        Map<String, List<EcsTask>> tasksOf = tasks.stream()
                .filter(task -> task.containerInstance() != null)
                .collect(Collectors.groupingBy(
                        task -> String.valueOf(task.containerInstance()), Collectors.toUnmodifiableList()));
        return new ClusterSnapshot(
                cluster,
                asOf,
                byId(records),
                tasks.stream().collect(Collectors.toMap(EcsTask::arn, task -> task, (one, same) -> one)),
                tasksOf,
                services.stream().collect(Collectors.toMap(EcsService::name, service -> service, (one, same) -> one)),
                Map.of(),
                Map.of(),
                Map.of());
    }

    private static Map<String, List<Match>> byId(Collection<Match> records) {
        return records.stream().filter(Match::registered).collect(Collectors.groupingBy(Match::ec2InstanceId));
    }

    /** Whether it is the cluster with this ARN; settings may name it without its account. */
    boolean isOf(Cluster named) {
        String account = named.reference().substring(0, named.reference().lastIndexOf(':') + 1);
        return cluster.equals(named)
                || (cluster.reference().equals(named.name())
                        && Stream.concat(
                                        tasks.keySet().stream(),
                                        records.values().stream()
                                                .flatMap(List::stream)
                                                .map(Match::arn))
                                .limit(1)
                                .anyMatch(arn -> arn.startsWith(account)));
    }

    /** All its container instances, as ECS has described them. */
    Described<Match> described() {
        return new Described<>(records.values().stream().flatMap(List::stream).toList(), Map.of(), Map.of());
    }

    /** The container instances that this EC2 instance is, or was before its agent registered again. */
    List<Match> recordsOf(String id) {
        return records.getOrDefault(id, List.of());
    }

    boolean isEmpty() {
        return records.isEmpty() && tasks.isEmpty();
    }

    /** The tasks on this container instance. */
    List<EcsTask> on(String containerInstance) {
        return tasksOf.getOrDefault(containerInstance, List.of());
    }

    /** Whether any task is on the EC2 instance. */
    boolean runsTasks(String id) {
        return recordsOf(id).stream().anyMatch(record -> !on(record.arn()).isEmpty());
    }

    /** The task, when it was seen running. */
    Optional<EcsTask> keepsRunning(String arn) {
        return Optional.ofNullable(tasks.get(arn)).filter(EcsTask::keepsRunning);
    }

    /** What these say of an EC2 instance, by its id, or of a task of Fargate, by its ARN; nothing when it is in none of them. */
    static Optional<Workload> workload(Stream<ClusterSnapshot> all, String id) {
        return all.flatMap(read -> Stream.concat(
                        read.recordsOf(id).stream().map(read::workload),
                        Stream.ofNullable(read.tasks.get(id)).map(task -> read.workload(id, null, List.of(task)))))
                .reduce(Workload::and);
    }

    /** What the container instance runs. */
    Workload workload(Match record) {
        return workload(record.arn(), record, on(record.arn()));
    }

    private Workload workload(String arn, @Nullable Match record, List<EcsTask> own) {
        List<String> missing = gaps.getOrDefault(arn, List.of());
        Stream<String> undescribed = EcsTask.services(own).stream()
                .filter(name -> !services.containsKey(name))
                .map(name -> "service " + name + " was not described");
        return TaskClassifier.sort(this, record, own, missing.isEmpty() ? undescribed.toList() : missing);
    }

    /** How many instances with a connected agent EC2 has said nothing of. */
    long undescribed() {
        return records.entrySet().stream()
                .filter(record -> record.getValue().stream().anyMatch(Match::connected))
                .filter(record -> !instances.containsKey(record.getKey()))
                .count();
    }

    /** The ARNs of its services' task definitions. */
    Stream<String> definitions() {
        return services.values().stream()
                .flatMap(service -> Stream.ofNullable(service.figures().status()))
                .map(ServiceStatus::taskDefinition)
                .filter(definition -> definition.startsWith("arn:"))
                .distinct();
    }

    /** Whether Spot capacity is behind it, as far as is known: Spot Instances, or tasks of Fargate. */
    boolean maySpot() {
        return records.keySet().stream().map(instances::get).anyMatch(instance -> instance == null || instance.spot())
                || tasks.values().stream().anyMatch(task -> task.containerInstance() == null);
    }

    /** The same with these container instances. */
    ClusterSnapshot with(Collection<Match> found) {
        return new ClusterSnapshot(cluster, asOf, byId(found), tasks, tasksOf, services, instances, changes, gaps);
    }

    /** The same, of which ECS has not said this. */
    ClusterSnapshot with(Map<String, List<String>> missing) {
        return new ClusterSnapshot(cluster, asOf, records, tasks, tasksOf, services, instances, changes, missing);
    }

    /** The same with what EC2 knew of its instances before, and what it knows now. */
    ClusterSnapshot with(Map<String, Instance> before, Collection<Instance> found) {
        Map<String, Instance> all = new HashMap<>(before);
        all.keySet().retainAll(records.keySet());
        found.forEach(instance -> all.put(instance.instanceId(), instance));
        return new ClusterSnapshot(cluster, asOf, records, tasks, tasksOf, services, Map.copyOf(all), changes, gaps);
    }

    /** The same with those of these changes that are newer than what is known, or this when none is. */
    ClusterSnapshot changed(Collection<EcsChange> more) {
        Map<String, Map<String, EcsChange>> all = new HashMap<>(changes);
        for (EcsChange change : more) {
            Map<String, EcsChange> before = all.getOrDefault(change.host(), Map.of());
            EcsChange last = before.get(change.now().arn());
            long known = last == null ? readVersion(change.now()) : last.now().version();
            if (!change.at().isBefore(asOf) && change.now().version() > known) {
                Map<String, EcsChange> host = new HashMap<>(before);
                host.put(change.now().arn(), change);
                all.put(change.host(), host);
            }
        }
        return all.equals(changes)
                ? this
                : new ClusterSnapshot(cluster, asOf, records, tasks, tasksOf, services, instances, all, gaps);
    }

    private long readVersion(EcsChange.Resource resource) {
        Stream<? extends EcsChange.Resource> read = resource instanceof Match record
                ? recordsOf(record.ec2InstanceId()).stream()
                        .filter(each -> each.arn().equals(record.arn()))
                : Stream.ofNullable(tasks.get(resource.arn()));
        return read.mapToLong(EcsChange.Resource::version).max().orElse(-1);
    }

    /** What ECS's events have said since it was read. */
    List<EcsChange> allChanges() {
        return changes.values().stream().flatMap(host -> host.values().stream()).toList();
    }

    /** How many tasks and changes it holds. */
    int size() {
        return tasks.size() + changes.values().stream().mapToInt(Map::size).sum();
    }

    /**
     * The container instances that this EC2 instance is, with what ECS's events say since.
     *
     * @param noticedAt those that have left the cluster before it are left out
     */
    List<Match> recordsOf(String id, Instant noticedAt) {
        Map<String, Match> all = new LinkedHashMap<>();
        recordsOf(id).forEach(record -> all.put(record.arn(), record));
        changes.forEach((host, some) -> {
            EcsChange change = some.get(host);
            if (change != null
                    && change.now() instanceof Match record
                    && record.ec2InstanceId().equals(id)) {
                if (record.registered()) {
                    all.put(host, record);
                } else if (change.at().isBefore(noticedAt)) {
                    all.remove(host);
                }
            }
        });
        return List.copyOf(all.values());
    }

    /**
     * What it holds of an EC2 instance, with what ECS's events say since. An event may be late or lost: each part is true as of this time
     * or of a later one. A service that was read there is there still, since nobody may have heard of its next task.
     *
     * @param noticedAt tasks that have stopped before it are left out
     */
    ClusterSnapshot since(String id, Instant noticedAt) {
        List<Match> now = recordsOf(id, noticedAt);
        Map<String, EcsTask> all = new HashMap<>();
        Map<String, List<EcsTask>> read = new HashMap<>();
        for (Match record : now) {
            for (EcsTask task : on(record.arn())) {
                all.put(task.arn(), task);
                read.computeIfAbsent(String.valueOf(task.service()), added -> new ArrayList<>())
                        .add(task);
            }
            changes.getOrDefault(record.arn(), Map.of()).forEach((arn, change) -> {
                if (change.now() instanceof EcsTask task) {
                    all.put(arn, task);
                }
            });
        }
        all.values().removeIf(task -> !task.concerns(noticedAt));
        List<String> left = EcsTask.services(all.values());
        read.forEach((service, tasks) -> {
            if (services.containsKey(service) && !left.contains(service)) {
                tasks.forEach(task -> all.put(task.arn(), task));
            }
        });
        // Nothing is known yet of a service that is new.
        Stream<EcsService> added = left.stream()
                .filter(name -> !services.containsKey(name))
                .map(name -> new EcsService(name, true, false, ServiceSnapshot.GONE));
        return of(
                cluster,
                asOf,
                // ECS has counted the tasks that were there before.
                now.stream().map(Match::uncounted).toList(),
                all.values(),
                Stream.concat(services.values().stream(), added).toList());
    }
}
