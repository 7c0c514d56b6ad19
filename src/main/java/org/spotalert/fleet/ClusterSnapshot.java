package org.spotalert.fleet;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.fleet.TaskClassifier.Sorted;
import org.spotalert.model.Cluster;
import org.spotalert.model.Instance;
import org.spotalert.model.Resource.FargateTask;
import org.spotalert.model.ServiceStatus;

/**
 * What a cluster held when it was read as a whole.
 *
 * @param asOf when the read began
 * @param records its container instances, by the id of the EC2 instance
 * @param tasks its tasks, by ARN
 * @param tasksOf the same by the container instance's ARN
 * @param services the services of its tasks, by name
 * @param instances what EC2 knows of the instances, by id
 */
record ClusterSnapshot(
        Cluster cluster,
        Instant asOf,
        Map<String, List<Match>> records,
        Map<String, EcsTask> tasks,
        Map<String, List<EcsTask>> tasksOf,
        Map<String, EcsService> services,
        Map<String, Instance> instances) {

    static ClusterSnapshot of(
            Cluster cluster,
            Instant asOf,
            Collection<Match> records,
            Collection<EcsTask> tasks,
            Collection<EcsService> services,
            Map<String, Instance> instances) {
        Map<String, List<EcsTask>> tasksOf = tasks.stream()
                .filter(task -> task.containerInstance() != null)
                .collect(Collectors.groupingBy(task -> String.valueOf(task.containerInstance())));
        tasksOf.replaceAll((arn, some) -> List.copyOf(some));
        return new ClusterSnapshot(
                cluster,
                asOf,
                records.stream().filter(Match::registered).collect(Collectors.groupingBy(Match::ec2InstanceId)),
                tasks.stream().collect(Collectors.toMap(EcsTask::arn, task -> task, (one, same) -> one)),
                tasksOf,
                services.stream().collect(Collectors.toMap(EcsService::name, service -> service, (one, same) -> one)),
                instances);
    }

    /** All its container instances, as ECS has described them. */
    Described<Match> described() {
        return new Described<>(records.values().stream().flatMap(List::stream).toList(), Map.of());
    }

    /** The tasks on this container instance. */
    List<EcsTask> on(String containerInstance) {
        return tasksOf.getOrDefault(containerInstance, List.of());
    }

    /** Whether any task is on the EC2 instance. */
    boolean runsTasks(String id) {
        return records.getOrDefault(id, List.of()).stream()
                .anyMatch(record -> !on(record.arn()).isEmpty());
    }

    /** The task, when it was seen running. */
    Optional<EcsTask> keepsRunning(String arn) {
        return Optional.ofNullable(tasks.get(arn)).filter(EcsTask::keepsRunning);
    }

    /** Its records of these EC2 instances, as the cluster would list them; nothing when it has none. */
    Optional<ListedContainerInstances> listed(Collection<String> ids) {
        List<String> here = ids.stream().filter(records::containsKey).toList();
        List<String> arns = here.stream()
                .flatMap(id -> records.getOrDefault(id, List.of()).stream())
                .map(Match::arn)
                .toList();
        return here.isEmpty()
                ? Optional.empty()
                : Optional.of(new ListedContainerInstances(cluster, here, arns, false, true));
    }

    /** What the EC2 instance ran; nothing when it was not in the cluster. What ECS had left out is missing in it. */
    Optional<Workload> workload(String id) {
        return records.getOrDefault(id, List.of()).stream()
                .map(record -> {
                    List<EcsTask> own = on(record.arn());
                    FoundTasks found =
                            new FoundTasks(TaskClassifier.sort(cluster, own, services), missing(own), List.of());
                    return Workload.of(cluster, record, found.tasks(), found.missing(record));
                })
                .reduce(Workload::and);
    }

    /** What the task of Fargate takes with it; nothing when it was not in the cluster. */
    Optional<Workload> workload(FargateTask lost) {
        return Optional.ofNullable(tasks.get(lost.arn())).map(List::of).map(own -> {
            Sorted sorted = TaskClassifier.sort(cluster, own, services);
            return Workload.ofFargate(
                    cluster, sorted.services(), sorted.standaloneTasks(), missing(own), FargateLookup.NO_ROOM);
        });
    }

    private List<String> missing(List<EcsTask> own) {
        return own.stream()
                .flatMap(task -> Stream.ofNullable(task.service()))
                .filter(name -> !services.containsKey(name))
                .distinct()
                .map(name -> "service " + name + " was not described")
                .toList();
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

    /** The same with what EC2 knows of these instances too. */
    ClusterSnapshot with(Stream<Instance> found) {
        Map<String, Instance> all = new HashMap<>(instances);
        all.keySet().retainAll(records.keySet());
        found.forEach(instance -> all.put(instance.instanceId(), instance));
        return new ClusterSnapshot(cluster, asOf, records, tasks, tasksOf, services, Map.copyOf(all));
    }
}
