package org.spotalert.fleet;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.model.Arn;
import org.spotalert.model.Cluster;
import org.spotalert.model.Instance;
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
                Map.of());
    }

    private static Map<String, List<Match>> byId(Collection<Match> records) {
        return records.stream().filter(Match::registered).collect(Collectors.groupingBy(Match::ec2InstanceId));
    }

    /** All its container instances. */
    Stream<Match> matches() {
        return records.values().stream().flatMap(List::stream);
    }

    /** The account that it is in; settings may name a cluster without it, and then what is in it says it, if anything is. */
    Optional<String> account() {
        return Stream.of(
                        Stream.of(cluster.reference()),
                        tasks.keySet().stream(),
                        matches().map(Match::arn))
                .flatMap(arns -> arns)
                .flatMap(arn -> Arn.parse(arn).stream())
                .map(Arn::account)
                .findFirst();
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

    /** The service of the task, when it was described. */
    Optional<EcsService> serviceOf(EcsTask task) {
        return Optional.ofNullable(task.service()).map(services::get);
    }

    /** The task or container instance, as it was read. */
    Optional<? extends EcsChange.Resource> find(EcsChange.Resource resource) {
        return resource instanceof Match record
                ? recordsOf(record.ec2InstanceId()).stream()
                        .filter(read -> read.arn().equals(record.arn()))
                        .findFirst()
                : Optional.ofNullable(tasks.get(resource.arn()));
    }

    /** Whether any task is on the EC2 instance. */
    boolean runsTasks(String id) {
        return recordsOf(id).stream().anyMatch(record -> !on(record.arn()).isEmpty());
    }

    /** The task, when it was seen running. */
    Optional<EcsTask> keepsRunning(String arn) {
        return Optional.ofNullable(tasks.get(arn)).filter(EcsTask::keepsRunning);
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
        return new ClusterSnapshot(cluster, asOf, byId(found), tasks, tasksOf, services, instances, gaps);
    }

    /** The same, of which ECS has not said this. */
    ClusterSnapshot with(Map<String, List<String>> missing) {
        return new ClusterSnapshot(cluster, asOf, records, tasks, tasksOf, services, instances, missing);
    }

    /** The same with what EC2 knew of its instances before, and what it knows now. */
    ClusterSnapshot with(Map<String, Instance> before, Collection<Instance> found) {
        Map<String, Instance> all = new HashMap<>(before);
        all.keySet().retainAll(records.keySet());
        found.forEach(instance -> all.put(instance.instanceId(), instance));
        return new ClusterSnapshot(cluster, asOf, records, tasks, tasksOf, services, Map.copyOf(all), gaps);
    }
}
