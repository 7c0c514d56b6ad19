package org.spotalert.fleet;

import java.util.List;
import org.spotalert.model.Capacity.TaskSize;

/**
 * What ECS reserves for tasks on a container instance.
 *
 * @param known the sizes that are known
 * @param unknown the services of tasks whose size ECS does not say
 */
record TaskSizes(List<TaskSize> known, List<String> unknown) {

    /** Nothing to reserve. */
    static final TaskSizes NONE = new TaskSizes(List.of(), List.of());
}
