package org.spotalert.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.fleet.ClusterSnapshot.Gaps;
import org.spotalert.fleet.EcsGateway.Size;
import org.spotalert.fleet.ParallelCalls.Answers;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

/** What some container instances of a cluster run: their tasks, and the tasks' services. A part that fails is named as a gap. */
record TaskLookup(EcsGateway ecs, AccountRegion place, Fleet fleet, ClusterReads reads) {

    /** Two instances' own lists are as cheap as the cluster's page and the description of what is on it. */
    private static final int FEW = 2;

    /** The page of all the cluster's tasks, among the lists of container instances. */
    private static final String WHOLE = "the cluster";

    /**
     * Looks the tasks up in the way that takes fewer calls: by a read of the whole cluster, or instance by instance.
     *
     * @param noticedAt when the notice about each container instance was given, by its ARN
     */
    ClusterSnapshot of(Cluster cluster, Collection<Match> records, Map<String, Instant> noticedAt) {
        boolean whole = records.size() > FEW
                && size(cluster)
                        .filter(tasks -> tasks / EcsGateway.AT_ONCE < records.size())
                        .isPresent();
        return whole ? ofCluster(cluster, records, noticedAt) : ofEach(cluster, noticedAt);
    }

    /** How many tasks the cluster has, as far as that is known. */
    private Optional<Integer> size(Cluster cluster) {
        return fleet.of(place, cluster)
                .map(before -> before.tasks().size())
                .or(() -> ecs.ask(List.of(List.of(cluster)), ecs::sizes).get().values().values().stream()
                        .flatMap(List::stream)
                        .map(Size::tasks)
                        .findFirst());
    }

    /**
     * Looks the tasks up by the lists of each container instance.
     *
     * @param noticedAt when the notice about each container instance was given, by its ARN
     */
    ClusterSnapshot ofEach(Cluster cluster, Map<String, Instant> noticedAt) {
        return lookUp(
                cluster,
                noticedAt,
                lists(cluster, noticedAt.keySet(), DesiredStatus.RUNNING),
                arn -> fleet.of(place, cluster).flatMap(before -> before.keepsRunning(arn)),
                Map.of());
    }

    /**
     * Looks the tasks up by a read of the whole cluster, which all share who want it. Where that shows no loss and began before
     * these lookups, the container instance's own lists have to agree.
     */
    private ClusterSnapshot ofCluster(Cluster cluster, Collection<Match> records, Map<String, Instant> noticedAt) {
        Instant begun = ecs.deadline().begun();
        Instant latest = noticedAt.values().stream().max(Instant::compareTo).orElse(begun);
        ClusterSnapshot read;
        try {
            read = reads.since(
                    latest.isBefore(begun) ? latest : begun,
                    place,
                    cluster,
                    Duration.between(ecs.clock().instant(), ecs.deadline().at()));
        } catch (ClusterReader.FailedException failed) {
            Map<String, List<String>> missing = new HashMap<>();
            records.forEach(record -> missing.put(
                    record.arn(),
                    List.of("the " + record.tasks() + " tasks on the instance were not looked up ("
                            + failed.getMessage() + ")")));
            return ClusterSnapshot.empty(cluster, begun).with(new Gaps(missing, List.of()));
        }
        Set<String> silent = records.stream()
                .filter(record ->
                        read.asOf().isBefore(begun) && !read.workload(record).losesTasks())
                .map(Match::arn)
                .collect(Collectors.toSet());
        Answers<String, List<String>> running = lists(cluster, silent, DesiredStatus.RUNNING);
        noticedAt.keySet().stream()
                .filter(arn -> !silent.contains(arn))
                .forEach(arn -> running.values()
                        .put(arn, read.on(arn).stream().map(EcsTask::arn).toList()));
        return lookUp(
                cluster,
                noticedAt,
                running,
                arn -> Optional.ofNullable(read.tasks().get(arn)),
                read.services());
    }

    /**
     * @param running the lists of the tasks that shall run, by container instance
     * @param known the description of such a task, when it still holds
     * @param services the services that are known
     */
    private ClusterSnapshot lookUp(
            Cluster cluster,
            Map<String, Instant> noticedAt,
            Answers<String, List<String>> running,
            Function<String, Optional<EcsTask>> known,
            Map<String, EcsService> services) {
        Map<String, EcsTask> kept = new HashMap<>();
        Set<String> asked = new HashSet<>();
        all(running)
                .forEach(arn -> known.apply(arn).ifPresentOrElse(task -> kept.put(arn, task), () -> asked.add(arn)));
        // The alert does not wait for the lists of stopped tasks before it asks about the others.
        Supplier<Described<EcsTask>> describing = ecs.tasks(cluster, asked);
        Answers<String, List<String>> stopped = stopped(cluster, noticedAt.keySet());
        Set<String> over = all(stopped);
        kept.keySet().removeAll(over);
        over.removeAll(asked);
        List<Described<EcsTask>> described =
                List.of(describing.get(), ecs.tasks(cluster, over).get());
        List<EcsTask> tasks = Stream.concat(
                        kept.values().stream(), described.stream().flatMap(answer -> answer.found().stream()))
                .filter(task -> {
                    Instant noticed = noticedAt.get(String.valueOf(task.containerInstance()));
                    return noticed != null && task.concerns(noticed);
                })
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
        Set<String> elsewhere = new LinkedHashSet<>();
        for (String arn : noticedAt.keySet()) {
            Set<String> gaps = new LinkedHashSet<>();
            for (Answers<String, List<String>> lists : List.of(running, stopped)) {
                Stream.ofNullable(lists.failures().get(arn))
                        .forEach(reason -> gaps.add("tasks could not be listed (" + reason + ")"));
            }
            for (Described<EcsTask> answer : described) {
                answer.failed().values().forEach(reason -> gaps.add(undescribed(reason)));
                answer.left()
                        .forEach((task, reason) -> (holds(running, arn, task) || holds(stopped, arn, task)
                                        ? gaps
                                        : elsewhere)
                                .add(undescribed(reason)));
            }
            gaps.addAll(EcsService.missing(found.on(arn), counts));
            missing.put(arn, List.copyOf(gaps));
        }
        return found.with(new Gaps(missing, List.copyOf(elsewhere)));
    }

    private static String undescribed(String reason) {
        return "tasks could not be described (" + reason + ")";
    }

    private static boolean holds(Answers<String, List<String>> lists, String containerInstance, String task) {
        return lists.values().getOrDefault(containerInstance, List.of()).contains(task);
    }

    private static Set<String> all(Answers<String, List<String>> lists) {
        return lists.values().values().stream().flatMap(List::stream).collect(Collectors.toCollection(HashSet::new));
    }

    private Answers<String, List<String>> lists(Cluster cluster, Set<String> arns, DesiredStatus desired) {
        return ecs.ask(arns, arn -> ecs.taskArns(cluster, arn, desired)).get();
    }

    /**
     * The tasks that shall not run any more. Draining moves tasks to these lists: they are read after the others, so that no task
     * slips through between them. One page of the cluster's often holds them all.
     */
    private Answers<String, List<String>> stopped(Cluster cluster, Set<String> arns) {
        if (arns.size() <= FEW) {
            return lists(cluster, arns, DesiredStatus.STOPPED);
        }
        Answers<String, Optional<List<String>>> page = ecs.ask(
                        List.of(WHOLE), whole -> ecs.taskArnsOfOnePage(cluster, DesiredStatus.STOPPED))
                .get();
        Map<String, String> failures = new HashMap<>();
        page.reasons().forEach(reason -> arns.forEach(arn -> failures.put(arn, reason)));
        return page.values().containsValue(Optional.<List<String>>empty())
                ? lists(cluster, arns, DesiredStatus.STOPPED)
                : new Answers<>(
                        page.values().entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        list -> list.getValue().orElseThrow())),
                        failures);
    }
}
