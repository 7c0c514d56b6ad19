package org.spotalert.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Capacity.TaskSize;
import org.spotalert.model.StandaloneTask;

/** Says what is lost with an instance: sorts its tasks into those of services, of daemons and of nobody. */
final class TaskClassifier {

    private TaskClassifier() {}

    /** What these say of an EC2 instance, by its id, or of a task of Fargate, by its ARN; nothing when it is in none of them. */
    static Optional<Workload> workload(Stream<ClusterSnapshot> all, String id) {
        return all.flatMap(read -> Stream.concat(
                        read.recordsOf(id).stream().map(record -> workload(read, record)),
                        Stream.ofNullable(read.tasks().get(id))
                                .map(task -> sort(read, null, List.of(task), missing(read, id, List.of(task))))))
                .reduce(Workload::and);
    }

    /** What the container instance runs. */
    static Workload workload(ClusterSnapshot read, Match record) {
        return sort(read, record, read.on(record.arn()), missing(read, record));
    }

    /** What ECS leaves out of what the container instance runs, for a reader. */
    static List<String> missing(ClusterSnapshot read, Match record) {
        List<EcsTask> tasks = read.on(record.arn());
        List<String> missing = missing(read, record.arn(), tasks);
        // ECS's documentation leaves open whether it counts a pending task twice. That must not spoil an alert;
        // before a silence it counts.
        boolean loses = tasks.stream().anyMatch(task -> !isDaemon(read, task));
        long twice = loses ? tasks.stream().filter(EcsTask::pending).count() : 0;
        // Its lists are eventually consistent. Tasks that are stopping are in the lists, and not in the counts.
        return missing.isEmpty() && tasks.size() < record.tasks() - twice
                ? List.of("ECS counts " + record.tasks() + " tasks on the instance, and describes " + tasks.size())
                : missing;
    }

    private static List<String> missing(ClusterSnapshot read, String arn, List<EcsTask> tasks) {
        List<String> gaps = read.gaps().getOrDefault(arn, List.of());
        return gaps.isEmpty()
                ? EcsTask.services(tasks).stream()
                        .filter(name -> !read.services().containsKey(name))
                        .map(name -> "service " + name + " was not described")
                        .toList()
                : gaps;
    }

    private static boolean isDaemon(ClusterSnapshot read, EcsTask task) {
        return task.managedDaemon()
                || read.serviceOf(task).filter(EcsService::daemon).isPresent();
    }

    /**
     * The tasks of a container instance, or one of Fargate.
     *
     * @param read where the services are described
     * @param record the container instance; null for Fargate
     * @param missing what is known to be missing
     */
    static Workload sort(ClusterSnapshot read, @Nullable Match record, List<EcsTask> tasks, List<String> missing) {
        Map<String, List<EcsTask>> byService = new LinkedHashMap<>();
        List<StandaloneTask> standalone = new ArrayList<>();
        int daemons = 0;
        for (EcsTask task : tasks) {
            String name = task.service();
            if (isDaemon(read, task)) {
                daemons++;
            } else if (name != null) {
                byService.computeIfAbsent(name, added -> new ArrayList<>()).add(task);
            } else {
                standalone.add(StandaloneTask.of(task.arn(), task.group(), task.definition()));
            }
        }
        List<TaskSize> sizes = new ArrayList<>();
        List<String> unsized = new ArrayList<>();
        byService.forEach((name, some) -> {
            List<TaskSize> known =
                    some.stream().flatMap(task -> task.size(name).stream()).toList();
            sizes.addAll(known);
            if (known.size() < some.size()) {
                unsized.add(name);
            }
        });
        return new Workload(
                read.cluster(),
                record == null ? null : record.instance(),
                record != null && record.connected(),
                services(read, byService),
                standalone,
                daemons,
                sizes,
                unsized,
                missing);
    }

    private static List<AffectedService> services(ClusterSnapshot read, Map<String, List<EcsTask>> byService) {
        Stream<AffectedService> services = byService.entrySet().stream().map(entry -> {
            EcsService known = read.services().get(entry.getKey());
            return new AffectedService(
                    entry.getKey(),
                    read.cluster().name(),
                    entry.getValue().size(),
                    (int) entry.getValue().stream().filter(EcsTask::running).count(),
                    known == null ? null : known.figures().status());
        });
        return services.sorted(AffectedService.worstFirst()).toList();
    }
}
