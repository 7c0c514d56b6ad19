package org.spotalert.fleet;

import java.time.Instant;
import org.spotalert.model.Cluster;

/**
 * What an event of ECS says of a cluster.
 *
 * @param at when that was so
 * @param now the task or the container instance, since then
 */
public record EcsChange(Cluster cluster, Instant at, EcsResource now) {

    /** The ARN of the container instance that it is about. */
    String host() {
        return String.valueOf(now.containerInstance());
    }
}
