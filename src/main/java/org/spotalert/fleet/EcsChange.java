package org.spotalert.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Cluster;

/**
 * What an event of ECS says of a cluster.
 *
 * @param at when that was so
 * @param now the task or the container instance, since then
 */
public record EcsChange(Cluster cluster, Instant at, Resource now) {

    /** A task or a container instance, as ECS describes it. */
    public sealed interface Resource permits EcsTask, Match {

        String arn();

        /** The ARN of the container instance that it is, or runs on; null for a task of Fargate. */
        @Nullable String containerInstance();

        /** ECS counts it up with each change; 0 when it does not say it. */
        long version();
    }

    /** The ARN of the container instance that it is about. */
    String host() {
        return String.valueOf(now.containerInstance());
    }
}
