package org.spotalert.model;

import org.jspecify.annotations.Nullable;

/**
 * A task that belongs to no service: nobody starts it again.
 *
 * @param group the task's group, by default {@code family:<task definition family>}
 * @param taskDefinition the task definition as {@code family:revision}
 */
public record StandaloneTask(String taskArn, String group, String taskDefinition, Ownership ownership) {

    public StandaloneTask(String taskArn, String group, String taskDefinition) {
        this(taskArn, group, taskDefinition, Ownership.NONE);
    }

    /** The task with this ARN; its group and the ARN of its task definition are null when ECS does not say them. */
    public static StandaloneTask of(String arn, @Nullable String group, @Nullable String taskDefinition) {
        String definition = taskDefinition == null ? "unknown" : taskDefinition;
        return new StandaloneTask(
                arn, group == null ? "none" : group, definition.substring(definition.lastIndexOf('/') + 1));
    }

    public String taskId() {
        return taskArn.substring(taskArn.lastIndexOf('/') + 1);
    }
}
