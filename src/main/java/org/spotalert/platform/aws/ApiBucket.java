package org.spotalert.platform.aws;

import java.util.Optional;

/**
 * The token buckets by which AWS bounds the requests of an account in a Region, as far as lookups draw from them; see
 * "Request throttling" in the ECS API reference and "Request throttling for the Amazon EC2 API".
 */
public enum ApiBucket {
    EC2_NON_MUTATING(100, 20),
    ECS_CLUSTER_RESOURCE_READ(100, 20),
    ECS_SERVICE_READ(100, 20),
    ECS_CLUSTER_READ(50, 20),
    ECS_TASK_DEFINITION_READ(50, 20),
    CLOUDTRAIL_LOOKUP(2, 2);

    private final int burst;
    private final int perSecond;

    ApiBucket(int burst, int perSecond) {
        this.burst = burst;
        this.perSecond = perSecond;
    }

    /** How many requests AWS takes at once. */
    public int burst() {
        return burst;
    }

    /** How many requests a second AWS takes in the long run. */
    public int perSecond() {
        return perSecond;
    }

    /** The bucket of an API action, or nothing for an action that no lookup uses. */
    static Optional<ApiBucket> of(String action) {
        return switch (action) {
            case "DescribeInstances", "DescribeSpotInstanceRequests" -> Optional.of(EC2_NON_MUTATING);
            case "ListContainerInstances", "DescribeContainerInstances", "ListTasks", "DescribeTasks" ->
                Optional.of(ECS_CLUSTER_RESOURCE_READ);
            case "DescribeServices" -> Optional.of(ECS_SERVICE_READ);
            case "ListClusters", "DescribeClusters" -> Optional.of(ECS_CLUSTER_READ);
            case "DescribeTaskDefinition" -> Optional.of(ECS_TASK_DEFINITION_READ);
            case "LookupEvents" -> Optional.of(CLOUDTRAIL_LOOKUP);
            default -> Optional.empty();
        };
    }
}
