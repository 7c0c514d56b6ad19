package org.spotalert.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.ContainerInstanceMatches.Match;
import org.spotalert.fleet.ParallelCalls.Answers;
import org.spotalert.fleet.ParallelCalls.Pending;
import org.spotalert.fleet.TaskLists.Question;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.platform.collection.Chunks;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** What some container instances of a cluster run: their tasks, and the tasks' services. */
final class TaskLookup {

    private final EcsGateway ecs;
    private final ParallelCalls calls;
    private final DescribedTasks described;
    private final SharedTaskLists shared;
    private final AccountRegion accountRegion;

    TaskLookup(
            EcsGateway ecs,
            ParallelCalls calls,
            DescribedTasks described,
            SharedTaskLists shared,
            AccountRegion accountRegion) {
        this.ecs = ecs;
        this.calls = calls;
        this.described = described;
        this.shared = shared;
        this.accountRegion = accountRegion;
    }

    /**
     * What one container instance runs.
     *
     * @param missing what could not be found out, for a reader; empty when nothing is missing
     * @param elsewhere what could not be found out about tasks that may run on another instance of the cluster
     */
    record Found(TaskClassifier.Sorted tasks, List<String> missing, List<String> elsewhere) {

        /** Nothing was found out, for these reasons. */
        static Found nothing(List<String> reasons) {
            return new Found(new TaskClassifier.Sorted(List.of(), List.of(), 0, TaskSizes.NONE, 0), reasons, List.of());
        }

        /**
         * What could not be found out, when ECS counts so many tasks on the instance. Its lists are eventually consistent, and
         * may hold fewer; tasks that are stopping are in the lists, and not in the counts.
         */
        List<String> missing(Match member) {
            // ECS's documentation leaves open whether it counts a pending task twice. That must not spoil an alert;
            // before a
            // silence it counts.
            int least = member.tasks() - (tasks.losesTasks() ? tasks.pending() : 0);
            if (!missing.isEmpty() || tasks.count() >= least) {
                return missing;
            }
            return Stream.concat(
                            Stream.of("ECS counts " + member.tasks() + " tasks on the instance, and describes "
                                    + tasks.count()),
                            elsewhere.stream())
                    .toList();
        }
    }

    /**
     * Looks the tasks up. A part that fails is left out, and named as missing.
     *
     * @param noticedAt when the notice about each container instance was given, by its ARN
     * @return what each container instance runs, by its ARN
     */
    Map<String, Found> lookUp(Cluster cluster, TaskPlan plan, Map<String, Instant> noticedAt) {
        Answers<Question, String> toRun = calls.start(plan.running(), question -> toRun(cluster, question))
                .await();
        // An alert about few instances does not wait for the lists of stopped tasks. For many, that may take one call
        // more.
        Set<String> early = plan.few() ? undescribed(toRun.all()) : Set.of();
        Pending<List<String>, Described<Task>> describing = describe(cluster, early);
        TaskLists lists = TaskLists.read(cluster, plan, ecs, calls, toRun);
        List<Task> known = lists.running().stream()
                .filter(arn -> !early.contains(arn))
                .flatMap(arn -> described.of(arn).stream())
                .toList();
        Answers<List<String>, Described<Task>> answers = describing
                .await()
                .and(describe(cluster, others(lists, early, known)).await());
        described.add(answers.all().flatMap(answer -> answer.found().stream()).toList());
        Map<String, List<Task>> tasks = Stream.concat(
                        known.stream(), answers.all().flatMap(answer -> answer.found().stream()))
                .filter(task -> task.containerInstanceArn() != null)
                .filter(task -> concerns(task, noticedAt.get(task.containerInstanceArn())))
                .collect(Collectors.groupingBy(Task::containerInstanceArn));
        Answers<List<String>, Described<Service>> services = services(cluster, tasks.values());
        Map<String, Service> byName = services.all()
                .flatMap(answer -> answer.found().stream())
                .collect(Collectors.toMap(Service::serviceName, service -> service, (first, second) -> first));
        Map<String, Found> found = new HashMap<>();
        for (String arn : noticedAt.keySet()) {
            List<String> missing = new ArrayList<>();
            missing.addAll(reasons("tasks could not be listed", lists.failures(arn)));
            missing.addAll(reasons("tasks could not be described", answers.reasons()));
            missing.addAll(reasons("service counts could not be read", services.reasons()));
            List<Task> own = tasks.getOrDefault(arn, List.of());
            missing.addAll(left(own, services));
            List<String> elsewhere = new ArrayList<>();
            left(answers)
                    .forEach((task, reason) -> (lists.holds(arn, task) ? missing : elsewhere)
                            .addAll(reasons("tasks could not be described", List.of(reason))));
            found.put(
                    arn,
                    new Found(
                            TaskClassifier.sort(cluster, own, byName),
                            missing.stream().distinct().toList(),
                            elsewhere.stream().distinct().toList()));
        }
        return found;
    }

    private static <T> Map<String, String> left(Answers<List<String>, Described<T>> answers) {
        return answers.all()
                .flatMap(answer -> answer.left().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
    }

    /** The services of these tasks that ECS does not describe. */
    private static List<String> left(List<Task> tasks, Answers<List<String>, Described<Service>> services) {
        Map<String, String> left = left(services);
        return tasks.stream()
                .map(TaskClassifier::serviceName)
                .filter(name -> name != null && left.containsKey(name))
                .distinct()
                .map(name -> "service " + name + " could not be described (" + left.get(name) + ")")
                .toList();
    }

    private List<String> toRun(Cluster cluster, Question question) {
        return question.ofWholeCluster()
                ? shared.of(accountRegion, cluster, () -> ecs.taskArns(cluster, question))
                : ecs.taskArns(cluster, question);
    }

    private static boolean concerns(Task task, @Nullable Instant noticedAt) {
        return noticedAt != null && TaskClassifier.concerns(task, noticedAt);
    }

    private Set<String> undescribed(Stream<String> arns) {
        return arns.filter(arn -> described.of(arn).isEmpty()).collect(Collectors.toSet());
    }

    /** The tasks that are neither being described nor known. */
    private static Set<String> others(TaskLists lists, Set<String> early, List<Task> known) {
        Set<String> others = new HashSet<>(lists.running());
        others.addAll(lists.stopped());
        others.removeAll(early);
        known.forEach(task -> others.remove(task.taskArn()));
        return others;
    }

    private Pending<List<String>, Described<Task>> describe(Cluster cluster, Set<String> arns) {
        return calls.start(Chunks.of(arns, EcsGateway.AT_ONCE), group -> List.of(ecs.tasks(cluster, group)));
    }

    private Answers<List<String>, Described<Service>> services(Cluster cluster, Collection<List<Task>> tasks) {
        List<String> names = tasks.stream()
                .flatMap(List::stream)
                .map(TaskClassifier::serviceName)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return calls.start(
                        Chunks.of(names, EcsGateway.SERVICES_AT_ONCE), group -> List.of(ecs.services(cluster, group)))
                .await();
    }

    private static List<String> reasons(String what, List<String> reasons) {
        return reasons.stream().map(reason -> what + " (" + reason + ")").toList();
    }
}
