package org.spotalert.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An EC2 instance as DescribeInstances knows it.
 *
 * @param type the instance type, for example {@code m5.large}
 * @param lifecycle {@code spot}, or null for an On-Demand Instance
 * @param state the instance state's name, for example {@code running}
 * @param tags the instance's tags, written by anyone: hostile text
 */
public record Instance(
        String instanceId,
        @Nullable String type,
        @Nullable String zone,
        @Nullable String lifecycle,
        @Nullable String state,
        @Nullable Instant launchedAt,
        Map<String, String> tags) {

    public Instance {
        tags = Map.copyOf(tags);
    }

    public boolean spot() {
        return "spot".equals(lifecycle);
    }

    /** The Auto Scaling group that launched the instance, by the tag that EC2 Auto Scaling sets. */
    public @Nullable String autoScalingGroup() {
        return tags.get("aws:autoscaling:groupName");
    }

    public @Nullable String name() {
        return tags.get("Name");
    }
}
