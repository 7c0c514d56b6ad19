package org.spotalert.fleet;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Capacity.TaskSize;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * What ECS reserves for tasks on a container instance: the task's own size, or else the sum of its containers' (Task and
 * Container in the ECS API reference).
 *
 * @param known the sizes that are known
 * @param unknown the services of tasks whose size ECS does not say
 */
record TaskSizes(List<TaskSize> known, List<String> unknown) {

    /** Nothing to reserve. */
    static final TaskSizes NONE = new TaskSizes(List.of(), List.of());

    /** The size of this task of a service; nothing when ECS names no memory, which every task needs. */
    static Optional<TaskSize> of(String service, Task task) {
        int cpu = number(task.cpu()).orElseGet(() -> sum(task, container -> number(container.cpu())));
        int memory = number(task.memory()).orElseGet(() -> sum(task, TaskSizes::memory));
        return memory == 0 ? Optional.empty() : Optional.of(new TaskSize(service, cpu, memory));
    }

    /** A soft limit is what is reserved where there is one. */
    private static Optional<Integer> memory(Container container) {
        return number(container.memoryReservation()).or(() -> number(container.memory()));
    }

    private static int sum(Task task, Function<Container, Optional<Integer>> size) {
        return task.containers().stream()
                .flatMap(container -> size.apply(container).stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static Optional<Integer> number(@Nullable String text) {
        return text == null || !text.matches("[0-9]{1,9}") || text.equals("0")
                ? Optional.empty()
                : Optional.of(Integer.valueOf(text));
    }
}
