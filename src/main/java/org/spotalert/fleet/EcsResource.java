package org.spotalert.fleet;

import org.jspecify.annotations.Nullable;

/** A task or a container instance, as ECS describes it. */
public sealed interface EcsResource permits EcsTask, Match {

    String arn();

    /** The ARN of the container instance that it is, or runs on; null for a task of Fargate. */
    @Nullable String containerInstance();

    /** ECS counts it up with each change; 0 when it does not say it. */
    long version();
}
