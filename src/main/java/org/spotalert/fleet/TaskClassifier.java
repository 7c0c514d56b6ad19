package org.spotalert.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Capacity.TaskSize;
import org.spotalert.model.StandaloneTask;

/** Sorts the tasks of one instance into those of services, of daemons and of nobody. */
final class TaskClassifier {

    private TaskClassifier() {}

    /**
     * What is lost with the container instance, or with a task of Fargate.
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
            EcsService service = name == null ? null : read.services().get(name);
            if (task.managedDaemon() || (service != null && service.daemon())) {
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
        List<String> gaps = new ArrayList<>(missing);
        if (record != null && missing.isEmpty()) {
            // ECS's documentation leaves open whether it counts a pending task twice. That must not spoil an alert;
            // before a silence it counts.
            boolean loses = !byService.isEmpty() || !standalone.isEmpty();
            long twice = loses ? tasks.stream().filter(EcsTask::pending).count() : 0;
            // Its lists are eventually consistent. Tasks that are stopping are in the lists, and not in the counts.
            if (tasks.size() < record.tasks() - twice) {
                gaps.add("ECS counts " + record.tasks() + " tasks on the instance, and describes " + tasks.size());
            }
        }
        return new Workload(
                read.cluster(),
                record == null ? null : record.instance(),
                record != null && record.connected(),
                services(read, byService),
                standalone,
                daemons,
                sizes,
                unsized,
                gaps);
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
