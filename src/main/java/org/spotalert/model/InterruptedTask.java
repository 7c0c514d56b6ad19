package org.spotalert.model;

import org.jspecify.annotations.Nullable;

/**
 * A task of Fargate Spot, as its event tells of it.
 *
 * @param arn the task's ARN
 * @param cluster the ARN of its cluster
 * @param group {@code service:<name>} for a service's task (ECS API reference, Task); null when the event does not tell
 * @param taskDefinition the ARN of its task definition; null when the event does not tell
 * @param running whether it still runs
 */
public record InterruptedTask(
        String arn,
        String cluster,
        @Nullable String group,
        @Nullable String taskDefinition,
        boolean running) {

    private static final String SERVICE = "service:";

    /** The same task; without a group or task definition of a name that ECS would not give. */
    public InterruptedTask withoutFreeText() {
        return new InterruptedTask(
                arn,
                cluster,
                group != null && EventPatterns.GROUP.matcher(group).matches() ? group : null,
                taskDefinition != null
                                && EventPatterns.TASK_DEFINITION
                                        .matcher(taskDefinition)
                                        .matches()
                        ? taskDefinition
                        : null,
                running);
    }

    /** The name of its service; null when it belongs to none. */
    public @Nullable String service() {
        return group != null && group.startsWith(SERVICE) ? group.substring(SERVICE.length()) : null;
    }
}
