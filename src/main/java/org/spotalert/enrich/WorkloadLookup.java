package org.spotalert.enrich;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.enrich.ParallelCalls.Answers;
import org.spotalert.enrich.ParallelCalls.Pending;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** What the given EC2 instances run in one cluster: container instances, their tasks, the tasks' services. */
final class WorkloadLookup {

    private final EcsQuestions ecs;
    private final ParallelCalls calls;

    WorkloadLookup(EcsQuestions ecs, ParallelCalls calls) {
        this.ecs = ecs;
        this.calls = calls;
    }

    /**
     * What ECS knows about the instances. A part that fails is left out, and named in the workload's missing parts.
     *
     * @param arns the container instances that the cluster listed for the instances
     * @param noticedAt when each instance's notice was given
     * @return the workloads by EC2 instance id; an instance that the cluster does not confirm is not in it
     */
    Map<String, Workload> lookUp(Cluster cluster, List<String> arns, Map<String, Instant> noticedAt, Instant deadline) {
        Pending<List<String>, ContainerInstance> described = calls.start(
                ParallelCalls.groups(arns, EcsQuestions.DESCRIBED_AT_ONCE),
                group -> ecs.containerInstances(cluster, group, deadline));
        Pending<TaskQuestion, String> listed = calls.start(
                questions(arns, noticedAt, described),
                question -> ecs.taskArns(cluster, question.containerInstanceArn(), question.desired(), deadline));
        List<ContainerInstance> confirmed = confirmed(arns, noticedAt, described.await());
        Answers<TaskQuestion, String> taskArns = listed.await();
        Answers<List<String>, Task> tasks = calls.start(
                        ParallelCalls.groups(taskArns.all().distinct().toList(), EcsQuestions.DESCRIBED_AT_ONCE),
                        group -> ecs.tasks(cluster, group, deadline))
                .await();
        Map<String, List<Task>> byContainerInstance = tasks.all()
                .filter(task -> task.containerInstanceArn() != null)
                .collect(Collectors.groupingBy(Task::containerInstanceArn));

        Map<String, List<Task>> concerned = new HashMap<>();
        confirmed.forEach(instance -> concerned.put(
                instance.arn(),
                byContainerInstance.getOrDefault(instance.arn(), List.of()).stream()
                        .filter(task -> TaskSorter.concerns(
                                task, noticedAt.getOrDefault(instance.ec2InstanceId(), Instant.EPOCH)))
                        .toList()));
        Answers<List<String>, Service> services = services(cluster, concerned.values(), deadline);
        Map<String, Service> known = services.all()
                .collect(Collectors.toMap(Service::serviceName, service -> service, (first, second) -> first));
        List<String> shared = Stream.concat(
                        reasons("tasks could not be described", tasks.reasons()),
                        reasons("service counts could not be read", services.reasons()))
                .toList();

        Map<String, Workload> workloads = new HashMap<>();
        for (ContainerInstance instance : confirmed) {
            TaskSorter.Sorted sorted =
                    TaskSorter.sort(cluster, concerned.getOrDefault(instance.arn(), List.of()), known);
            List<String> missing = new ArrayList<>(shared);
            reasons("tasks could not be listed", failuresOf(instance, taskArns)).forEach(missing::add);
            workloads.put(
                    instance.ec2InstanceId(),
                    new Workload(
                            cluster,
                            instance,
                            sorted.services(),
                            sorted.standaloneTasks(),
                            sorted.daemonTasks(),
                            missing));
        }
        return workloads;
    }

    /** Tasks that draining has already flipped to STOPPED are not in the list of those that shall run. */
    private record TaskQuestion(String containerInstanceArn, DesiredStatus desired) {}

    /**
     * The tasks are asked for at the same time as the container instances: the filter has picked these. Only when the
     * cluster listed more than was asked for, the description has to say first which ones are meant.
     */
    private static List<TaskQuestion> questions(
            List<String> arns, Map<String, Instant> noticedAt, Pending<List<String>, ContainerInstance> described) {
        List<String> meant = arns.size() <= noticedAt.size()
                ? arns
                : described
                        .await()
                        .all()
                        .filter(instance -> noticedAt.containsKey(instance.ec2InstanceId()))
                        .map(ContainerInstance::arn)
                        .toList();
        return meant.stream()
                .flatMap(arn -> Stream.of(
                        new TaskQuestion(arn, DesiredStatus.RUNNING), new TaskQuestion(arn, DesiredStatus.STOPPED)))
                .toList();
    }

    /** When the description fails, a single answer to a question about a single instance still is that instance. */
    private static List<ContainerInstance> confirmed(
            List<String> arns, Map<String, Instant> noticedAt, Answers<List<String>, ContainerInstance> described) {
        if (!described.failures().isEmpty() && arns.size() == 1 && noticedAt.size() == 1) {
            return List.of(new ContainerInstance(
                    arns.get(0), noticedAt.keySet().iterator().next(), "UNKNOWN"));
        }
        return described
                .all()
                .filter(instance -> noticedAt.containsKey(instance.ec2InstanceId()))
                .toList();
    }

    private Answers<List<String>, Service> services(Cluster cluster, Collection<List<Task>> tasks, Instant deadline) {
        List<String> names = tasks.stream()
                .flatMap(List::stream)
                .map(TaskSorter::serviceName)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return calls.start(
                        ParallelCalls.groups(names, EcsQuestions.SERVICES_AT_ONCE),
                        group -> ecs.services(cluster, group, deadline))
                .await();
    }

    private static List<String> failuresOf(ContainerInstance instance, Answers<TaskQuestion, String> listed) {
        return listed.failures().entrySet().stream()
                .filter(failure -> failure.getKey().containerInstanceArn().equals(instance.arn()))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
    }

    private static Stream<String> reasons(String what, List<@Nullable String> reasons) {
        return reasons.stream().map(reason -> what + " (" + reason + ")");
    }
}
