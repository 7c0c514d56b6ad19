package org.spotalert.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Capacity;
import org.spotalert.model.Cluster;
import org.spotalert.model.StandaloneTask;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** Sorts the tasks of one instance into those of services, of daemons and of nobody. */
final class TaskClassifier {

    private static final String SERVICE_GROUP = "service:";
    private static final String PENDING = "PENDING";

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

    /** Whether the task was still there at the notice: a task that stopped before it is history. */
    static boolean concerns(Task task, Instant noticedAt) {
        Instant end = task.stoppingAt() != null ? task.stoppingAt() : task.stoppedAt();
        return !DesiredStatus.STOPPED.toString().equals(task.desiredStatus())
                || end == null
                || !end.isBefore(noticedAt);
    }

    /**
     * The name of the task's service: only tasks of a service have the group {@code service:<name>} (ECS API reference,
     * Task). Null for others, which DescribeServices must not be asked about.
     */
    static @Nullable String serviceName(Task task) {
        String group = task.group();
        return group != null && group.startsWith(SERVICE_GROUP) && !isManagedDaemon(task)
                ? group.substring(SERVICE_GROUP.length())
                : null;
    }

    /**
     * Sorts the tasks.
     *
     * @param known the services that ECS described, by name
     */
    static Sorted sort(Cluster cluster, List<Task> tasks, Map<String, Service> known) {
        Map<String, List<Task>> byService = new LinkedHashMap<>();
        List<StandaloneTask> standalone = new ArrayList<>();
        int daemons = 0;
        for (Task task : tasks) {
            String name = serviceName(task);
            if (isManagedDaemon(task) || (name != null && isDaemon(known.get(name)))) {
                daemons++;
            } else if (name != null) {
                byService.computeIfAbsent(name, added -> new ArrayList<>()).add(task);
            } else {
                standalone.add(StandaloneTask.of(task.taskArn(), task.group(), task.taskDefinitionArn()));
            }
        }
        List<AffectedService> services = byService.entrySet().stream()
                .map(entry -> affected(cluster, entry.getKey(), entry.getValue(), known.get(entry.getKey())))
                .sorted(AffectedService.worstFirst())
                .toList();
        int pending = (int)
                tasks.stream().filter(task -> PENDING.equals(task.lastStatus())).count();
        return new Sorted(services, standalone, daemons, sizes(byService), pending);
    }

    private static TaskSizes sizes(Map<String, List<Task>> byService) {
        List<Capacity.TaskSize> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        byService.forEach((service, tasks) -> {
            List<Capacity.TaskSize> sizes = tasks.stream()
                    .flatMap(task -> TaskSizes.of(service, task).stream())
                    .toList();
            known.addAll(sizes);
            if (sizes.size() < tasks.size()) {
                unknown.add(service);
            }
        });
        return new TaskSizes(known, unknown);
    }

    /** Daemons of ECS Managed Instances are no services; their task definitions have an ARN type of their own. */
    private static boolean isManagedDaemon(Task task) {
        return (task.taskDefinitionArn() != null && task.taskDefinitionArn().contains(":daemon-task-definition/"))
                || (task.group() != null && task.group().startsWith("daemon:"));
    }

    private static boolean isDaemon(@Nullable Service service) {
        return service != null && service.schedulingStrategy() == SchedulingStrategy.DAEMON;
    }

    private static AffectedService affected(Cluster cluster, String name, List<Task> tasks, @Nullable Service service) {
        int running = (int) tasks.stream()
                .filter(task -> "RUNNING".equals(task.lastStatus()))
                .count();
        return new AffectedService(
                name, cluster.name(), tasks.size(), running, service == null ? null : ServiceMapper.status(service));
    }
}
