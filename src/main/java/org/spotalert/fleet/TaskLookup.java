package org.spotalert.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.fleet.ParallelCalls.Answers;
import org.spotalert.fleet.ParallelCalls.Pending;
import org.spotalert.fleet.TaskLists.Question;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.platform.collection.Chunks;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

/** What some container instances of a cluster run: their tasks, and the tasks' services. */
record TaskLookup(EcsGateway ecs, ParallelCalls calls, AccountRegion place, Fleet fleet, ClusterReads reads) {

    /**
     * The tasks that shall run, and what is known of them.
     *
     * @param tasks the description of a task, when it still holds
     */
    private record ToRun(
            Answers<Question, String> lists,
            Function<String, Optional<EcsTask>> tasks,
            Map<String, EcsService> services) {}

    /**
     * Looks the tasks up by the lists of each container instance. A part that fails is left out, and named as missing.
     *
     * @param noticedAt when the notice about each container instance was given, by its ARN
     * @return what each container instance runs, by its ARN
     */
    Map<String, FoundTasks> ofEach(Cluster cluster, Map<String, Instant> noticedAt) {
        return lookUp(
                cluster,
                noticedAt,
                new ToRun(
                        calls.start(
                                        Question.ofEach(noticedAt.keySet(), DesiredStatus.RUNNING),
                                        question -> ecs.taskArns(cluster, question))
                                .await(),
                        arn -> fleet.of(place, cluster).flatMap(before -> before.keepsRunning(arn)),
                        Map.of()));
    }

    /**
     * Looks the tasks up by a read of the whole cluster, which all share who want it. Where that shows no loss and began before
     * these lookups, the container instance's own lists have to agree.
     */
    Map<String, FoundTasks> ofCluster(Cluster cluster, Collection<Match> matches, Map<String, Instant> noticedAt) {
        Instant begun = ecs.deadline().begun();
        Instant noticed =
                noticedAt.values().stream().max(Comparator.naturalOrder()).orElse(begun);
        ClusterSnapshot read;
        try {
            read = reads.since(
                    noticed.isBefore(begun) ? noticed : begun,
                    place,
                    cluster,
                    Duration.between(ecs.clock().instant(), ecs.deadline().at()));
        } catch (ClusterReader.FailedException failed) {
            String reason = String.valueOf(failed.getMessage());
            return matches.stream()
                    .collect(Collectors.toMap(
                            Match::arn, match -> FoundTasks.nothing(match, reason), (one, same) -> one));
        }
        Map<Question, List<String>> lists = Question.ofEach(noticedAt.keySet(), DesiredStatus.RUNNING).stream()
                .collect(Collectors.toMap(
                        question -> question,
                        question -> read.on(String.valueOf(question.containerInstance())).stream()
                                .map(EcsTask::arn)
                                .toList()));
        Map<String, FoundTasks> found = new HashMap<>(lookUp(
                cluster,
                noticedAt,
                new ToRun(
                        new Answers<>(lists, Map.of()),
                        arn -> Optional.ofNullable(read.tasks().get(arn)),
                        read.services())));
        if (read.asOf().isBefore(begun)) {
            Map<String, Instant> silent = new HashMap<>(noticedAt);
            silent.keySet()
                    .removeIf(arn ->
                            Objects.requireNonNull(found.get(arn)).tasks().losesTasks());
            found.putAll(ofEach(cluster, silent));
        }
        return found;
    }

    private Map<String, FoundTasks> lookUp(Cluster cluster, Map<String, Instant> noticedAt, ToRun toRun) {
        // The alert does not wait for the lists of stopped tasks before it asks about the others.
        Set<String> early = toRun.lists()
                .all()
                .filter(arn -> toRun.tasks().apply(arn).isEmpty())
                .collect(Collectors.toSet());
        Pending<List<String>, Described<EcsTask>> describing = describe(cluster, early);
        TaskLists lists = TaskLists.read(cluster, noticedAt.keySet(), ecs, calls, toRun.lists());
        List<EcsTask> known = lists.running().stream()
                .filter(arn -> !early.contains(arn))
                .flatMap(arn -> toRun.tasks().apply(arn).stream())
                .toList();
        Answers<List<String>, Described<EcsTask>> answers = describing
                .await()
                .and(describe(cluster, others(lists, early, known)).await());
        Map<String, List<EcsTask>> tasks = Stream.concat(
                        known.stream(), answers.all().flatMap(answer -> answer.found().stream()))
                .filter(task -> {
                    Instant noticed = noticedAt.get(String.valueOf(task.containerInstance()));
                    return noticed != null && task.concerns(noticed);
                })
                .collect(Collectors.groupingBy(task -> String.valueOf(task.containerInstance())));
        Answers<List<String>, Described<EcsService>> described =
                services(cluster, tasks.values(), toRun.services().keySet());
        Map<String, EcsService> services = new HashMap<>(toRun.services());
        described
                .all()
                .flatMap(answer -> answer.found().stream())
                .forEach(service -> services.putIfAbsent(service.name(), service));
        Map<String, FoundTasks> found = new HashMap<>();
        for (String arn : noticedAt.keySet()) {
            List<String> missing = new ArrayList<>();
            missing.addAll(reasons("tasks could not be listed", lists.failures(arn)));
            missing.addAll(reasons("tasks could not be described", answers.reasons()));
            missing.addAll(reasons("service counts could not be read", described.reasons()));
            List<EcsTask> own = tasks.getOrDefault(arn, List.of());
            missing.addAll(left(own, described));
            List<String> elsewhere = new ArrayList<>();
            left(answers)
                    .forEach((task, reason) -> (lists.holds(arn, task) ? missing : elsewhere)
                            .addAll(reasons("tasks could not be described", List.of(reason))));
            found.put(
                    arn,
                    new FoundTasks(
                            TaskClassifier.sort(cluster, own, services),
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
    private static List<String> left(List<EcsTask> tasks, Answers<List<String>, Described<EcsService>> services) {
        Map<String, String> left = left(services);
        return tasks.stream()
                .map(EcsTask::service)
                .filter(name -> name != null && left.containsKey(name))
                .distinct()
                .map(name -> "service " + name + " could not be described (" + left.get(name) + ")")
                .toList();
    }

    /** The tasks that are neither being described nor known. */
    private static Set<String> others(TaskLists lists, Set<String> early, List<EcsTask> known) {
        Set<String> others = new HashSet<>(lists.running());
        others.addAll(lists.stopped());
        others.removeAll(early);
        known.forEach(task -> others.remove(task.arn()));
        return others;
    }

    private Pending<List<String>, Described<EcsTask>> describe(Cluster cluster, Set<String> arns) {
        return calls.start(Chunks.of(arns, EcsGateway.AT_ONCE), group -> List.of(ecs.tasks(cluster, group)));
    }

    private Answers<List<String>, Described<EcsService>> services(
            Cluster cluster, Collection<List<EcsTask>> tasks, Set<String> known) {
        List<String> names = tasks.stream()
                .flatMap(List::stream)
                .map(EcsTask::service)
                .filter(name -> name != null && !known.contains(name))
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
