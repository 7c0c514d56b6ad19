package org.spotalert.bench;

/**
 * The fewest calls that tell all about a storm in which all instances of the clusters are lost, by arithmetic, and how
 * long AWS's bucket for ECS's cluster resources makes anybody wait for them.
 *
 * @param lookups all calls to EC2 and ECS
 * @param clusterResourceReads those of them that share that bucket
 */
record LeastCalls(int lookups, int clusterResourceReads) {

    private static final int DESCRIBED_AT_ONCE = 100;
    private static final int SERVICES_AT_ONCE = 10;
    private static final int INSTANCES_AT_ONCE = 200;
    private static final int BURST = 100;
    private static final int PER_SECOND = 20;

    static LeastCalls of(int events, int clusters, int perCluster, int services, int tasksPerService) {
        int tasks = perCluster * services * tasksPerService;
        int containerInstances = 2 * groups(perCluster, DESCRIBED_AT_ONCE);
        int listed = Math.min(perCluster, groups(tasks, DESCRIBED_AT_ONCE));
        int reads = clusters * (containerInstances + listed + groups(tasks, DESCRIBED_AT_ONCE));
        int others = groups(events, INSTANCES_AT_ONCE) + 1 + clusters * groups(services, SERVICES_AT_ONCE);
        return new LeastCalls(reads + others, reads);
    }

    private static int groups(int count, int size) {
        return (count + size - 1) / size;
    }

    /** How many milliseconds the calls take at least because of the bucket. */
    double millis() {
        return Math.max(0, clusterResourceReads - BURST) * 1000.0 / PER_SECOND;
    }
}
