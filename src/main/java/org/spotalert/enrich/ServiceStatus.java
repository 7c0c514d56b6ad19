package org.spotalert.enrich;

import java.util.Map;

/**
 * An ECS service's own figures, from DescribeServices.
 *
 * @param taskDefinition the ARN of the task definition the service runs
 * @param minimumHealthyPercent the lower limit of running tasks, in percent of the desired count
 * @param tags the service's tags, written by anyone: hostile text
 */
public record ServiceStatus(
        int desired,
        int running,
        int pending,
        String taskDefinition,
        boolean loadBalanced,
        int minimumHealthyPercent,
        Map<String, String> tags) {

    public ServiceStatus {
        tags = Map.copyOf(tags);
    }

    /** The figures of a service without tags. */
    public ServiceStatus(
            int desired,
            int running,
            int pending,
            String taskDefinition,
            boolean loadBalanced,
            int minimumHealthyPercent) {
        this(desired, running, pending, taskDefinition, loadBalanced, minimumHealthyPercent, Map.of());
    }

    /** The fewest running tasks that count as healthy; ECS rounds up (deployment configuration, ECS API reference). */
    public int minimumHealthy() {
        return (int) Math.ceil(desired * minimumHealthyPercent / 100.0);
    }

    /** The task definition as {@code family:revision}. */
    public String taskDefinitionName() {
        return taskDefinition.substring(taskDefinition.lastIndexOf('/') + 1);
    }
}
