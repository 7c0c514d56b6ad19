package org.spotalert.fleet;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.model.Cluster;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

/**
 * The tasks that ECS lists for some container instances of a cluster.
 *
 * @param noticedAt when the notice about each container instance was given, by its ARN
 */
record ListedTasks(EcsGateway ecs, Cluster cluster, Map<String, Instant> noticedAt) {

    /** The page of all the cluster's tasks, among the lists of container instances. */
    private static final String WHOLE = "the cluster";

    /** The tasks of these container instances that shall run. */
    Answers<String, List<String>> running(Set<String> arns) {
        return lists(arns, DesiredStatus.RUNNING);
    }

    private Answers<String, List<String>> lists(Set<String> arns, DesiredStatus desired) {
        return ecs.ask(arns, arn -> ecs.taskArns(cluster, arn, desired)).get();
    }

    /**
     * What the container instances run. A part that fails is named as a gap.
     *
     * @param running the lists of the tasks that shall run, by container instance
     * @param known the description of such a task, when it still holds
     * @param services the services that are known
     */
    ClusterSnapshot describe(
            Answers<String, List<String>> running,
            Function<String, Optional<EcsTask>> known,
            Map<String, EcsService> services) {
        Map<String, EcsTask> kept = new HashMap<>();
        Set<String> asked = new HashSet<>();
        all(running)
                .forEach(arn -> known.apply(arn).ifPresentOrElse(task -> kept.put(arn, task), () -> asked.add(arn)));
        // The alert does not wait for the lists of stopped tasks before it asks about the others.
        Supplier<Described<EcsTask>> describing = ecs.tasks(cluster, asked);
        Answers<String, List<String>> stopped = stopped(noticedAt.keySet());
        Set<String> over = all(stopped);
        kept.keySet().removeAll(over);
        over.removeAll(asked);
        List<Described<EcsTask>> described =
                List.of(describing.get(), ecs.tasks(cluster, over).get());
        List<EcsTask> tasks = Stream.concat(
                        kept.values().stream(), described.stream().flatMap(answer -> answer.found().stream()))
                .filter(this::isLost)
                .toList();
        Described<EcsService> counts = ecs.services(
                        cluster,
                        EcsTask.services(tasks).stream()
                                .filter(name -> !services.containsKey(name))
                                .toList())
                .get();
        ClusterSnapshot found = ClusterSnapshot.of(
                cluster,
                ecs.deadline().begun(),
                List.of(),
                tasks,
                Stream.concat(services.values().stream(), counts.found().stream())
                        .toList());
        Map<String, List<String>> missing = new HashMap<>();
        noticedAt
                .keySet()
                .forEach(arn -> missing.put(
                        arn,
                        Stream.concat(
                                        gaps(arn, List.of(running, stopped), described),
                                        EcsService.missing(found.on(arn), counts).stream())
                                .distinct()
                                .toList()));
        return found.with(missing);
    }

    private boolean isLost(EcsTask task) {
        Instant noticed = noticedAt.get(String.valueOf(task.containerInstance()));
        return noticed != null && task.concerns(noticed);
    }

    /** What was not said of the tasks on the container instance with this ARN. A description that fails may be of any task. */
    private static Stream<String> gaps(
            String arn, List<Answers<String, List<String>>> lists, List<Described<EcsTask>> described) {
        List<String> own = lists.stream()
                .flatMap(list -> list.values().getOrDefault(arn, List.of()).stream())
                .toList();
        return Stream.concat(
                lists.stream()
                        .flatMap(list -> Stream.ofNullable(list.failures().get(arn)))
                        .map(reason -> "tasks could not be listed (" + reason + ")"),
                described.stream()
                        .flatMap(answer -> Stream.concat(
                                answer.failed().values().stream(),
                                own.stream()
                                        .flatMap(task ->
                                                Stream.ofNullable(answer.left().get(task)))))
                        .map(reason -> "tasks could not be described (" + reason + ")"));
    }

    private static Set<String> all(Answers<String, List<String>> lists) {
        return lists.values().values().stream().flatMap(List::stream).collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * The tasks that shall not run any more. Draining moves tasks to these lists: they are read after the others, so that no task
     * slips through between them. One page of the cluster's often holds them all.
     */
    private Answers<String, List<String>> stopped(Set<String> arns) {
        if (arns.size() <= TaskLookup.FEW) {
            return lists(arns, DesiredStatus.STOPPED);
        }
        Answers<String, Optional<List<String>>> page = ecs.ask(
                        List.of(WHOLE), whole -> ecs.taskArnsOfOnePage(cluster, DesiredStatus.STOPPED))
                .get();
        Answers<String, List<String>> stopped = new Answers<>(new HashMap<>(), new HashMap<>());
        page.values()
                .forEach((whole, list) -> list.ifPresent(all -> stopped.values().put(whole, all)));
        page.reasons().forEach(reason -> arns.forEach(arn -> stopped.failures().put(arn, reason)));
        boolean answered = !stopped.values().isEmpty() || !stopped.failures().isEmpty();
        return answered ? stopped : lists(arns, DesiredStatus.STOPPED);
    }
}
