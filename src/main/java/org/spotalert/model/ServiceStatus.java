package org.spotalert.model;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * An ECS service's own figures, from DescribeServices.
 *
 * @param taskDefinition the ARN of the task definition the service runs
 * @param minimumHealthyPercent the lower limit of running tasks, in percent of the desired count
 * @param tags the service's tags, written by anyone: hostile text
 * @param criticalBelow the share of its desired tasks below which a service is in danger, in percent, where its tags say
 *     nothing else
 * @param prospects whether lost tasks come back
 */
public record ServiceStatus(
        int desired,
        int running,
        int pending,
        String taskDefinition,
        boolean loadBalanced,
        int minimumHealthyPercent,
        Map<String, String> tags,
        int criticalBelow,
        Prospects prospects) {

    public ServiceStatus {
        tags = Map.copyOf(tags);
        // A file of facts may lack it.
        prospects = Objects.requireNonNullElse(prospects, Prospects.UNKNOWN);
    }

    /** The fewest running tasks that count as healthy; ECS rounds up (deployment configuration, ECS API reference). */
    public int minimumHealthy() {
        return (int) Math.ceil(desired * minimumHealthyPercent / 100.0);
    }

    /** The same figures, judged by this share where the tags say nothing else. */
    ServiceStatus judgedBelow(int percent) {
        return new ServiceStatus(
                desired,
                running,
                pending,
                taskDefinition,
                loadBalanced,
                minimumHealthyPercent,
                tags,
                percent,
                prospects);
    }

    /** Whether so few running tasks put the service in danger: less than its share, or none at all. */
    boolean critical(int kept) {
        if (desired == 0) {
            return false;
        }
        OptionalInt tagged = CriticalBelow.tagged(tags);
        return 100L * kept < (long) tagged.orElse(criticalBelow) * desired || (tagged.isEmpty() && kept == 0);
    }

    /** The share in percent of its desired tasks that it needs: its tag's, or else this one. */
    public int neededPercent(int otherwise) {
        return CriticalBelow.tagged(tags).orElse(otherwise);
    }

    /** Whether the service has a tag that cannot be read as a share; such a tag counts as none. */
    public boolean ignoresTag() {
        return tags.containsKey(CriticalBelow.TAG) && CriticalBelow.tagged(tags).isEmpty();
    }

    /** The task definition as {@code family:revision}. */
    public String taskDefinitionName() {
        return taskDefinition.substring(taskDefinition.lastIndexOf('/') + 1);
    }
}
