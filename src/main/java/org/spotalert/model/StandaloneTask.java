package org.spotalert.model;

/**
 * A task that belongs to no service: nobody starts it again.
 *
 * @param taskArn the task's ARN
 * @param group the task's group, by default {@code family:<task definition family>}
 * @param taskDefinition the task definition as {@code family:revision}
 */
public record StandaloneTask(String taskArn, String group, String taskDefinition) {

    /** The task's id: the last part of its ARN. */
    public String taskId() {
        return taskArn.substring(taskArn.lastIndexOf('/') + 1);
    }
}
