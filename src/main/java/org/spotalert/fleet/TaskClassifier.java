package org.spotalert.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Capacity;
import org.spotalert.model.Cluster;
import org.spotalert.model.StandaloneTask;

/** Sorts the tasks of one instance into those of services, of daemons and of nobody. */
final class TaskClassifier {

    private TaskClassifier() {}

    /**
     * The tasks of one instance, sorted.
     *
     * @param pending how many of them are pending
     */
    record Sorted(
            List<AffectedService> services,
            List<StandaloneTask> standaloneTasks,
            int daemonTasks,
            TaskSizes sizes,
            int pending) {

        /** How many tasks these are. */
        int count() {
            return services.stream().mapToInt(AffectedService::tasksOnInstance).sum()
                    + standaloneTasks.size()
                    + daemonTasks;
        }

        /** Whether anything that matters is lost with them. */
        boolean losesTasks() {
            return !services.isEmpty() || !standaloneTasks.isEmpty();
        }
    }

    /**
     * Sorts the tasks.
     *
     * @param known the services that ECS described, by name
     */
    static Sorted sort(Cluster cluster, List<EcsTask> tasks, Map<String, EcsService> known) {
        Map<String, List<EcsTask>> byService = new LinkedHashMap<>();
        List<StandaloneTask> standalone = new ArrayList<>();
        int daemons = 0;
        for (EcsTask task : tasks) {
            String name = task.service();
            EcsService service = name == null ? null : known.get(name);
            if (task.managedDaemon() || (service != null && service.daemon())) {
                daemons++;
            } else if (name != null) {
                byService.computeIfAbsent(name, added -> new ArrayList<>()).add(task);
            } else {
                standalone.add(StandaloneTask.of(task.arn(), task.group(), task.definition()));
            }
        }
        List<AffectedService> services = byService.entrySet().stream()
                .map(entry -> affected(cluster, entry.getKey(), entry.getValue(), known.get(entry.getKey())))
                .sorted(AffectedService.worstFirst())
                .toList();
        int pending = (int) tasks.stream().filter(EcsTask::pending).count();
        return new Sorted(services, standalone, daemons, sizes(byService), pending);
    }

    private static TaskSizes sizes(Map<String, List<EcsTask>> byService) {
        List<Capacity.TaskSize> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        byService.forEach((service, tasks) -> {
            List<Capacity.TaskSize> sizes =
                    tasks.stream().flatMap(task -> task.size(service).stream()).toList();
            known.addAll(sizes);
            if (sizes.size() < tasks.size()) {
                unknown.add(service);
            }
        });
        return new TaskSizes(known, unknown);
    }

    private static AffectedService affected(
            Cluster cluster, String name, List<EcsTask> tasks, @Nullable EcsService service) {
        int running = (int) tasks.stream().filter(EcsTask::running).count();
        return new AffectedService(
                name,
                cluster.name(),
                tasks.size(),
                running,
                service == null ? null : service.figures().status());
    }
}
