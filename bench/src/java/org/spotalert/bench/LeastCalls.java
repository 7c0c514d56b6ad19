package org.spotalert.bench;

/**
 * The fewest calls that find everything about a storm, by arithmetic, and how long AWS's bucket for ECS's cluster resources makes
 * anybody wait for them. Only the tasks that shall run are counted; those that draining has stopped cost more calls.
 *
 * @param lookups all calls to EC2 and ECS
 * @param ecs those of them to ECS
 * @param clusterResourceReads those of them that share that bucket
 */
record LeastCalls(int lookups, int ecs, int clusterResourceReads) {

    private static final int DESCRIBED_AT_ONCE = 100;
    private static final int SERVICES_AT_ONCE = 10;
    private static final int INSTANCES_AT_ONCE = 200;
    private static final int BURST = 100;
    private static final int PER_SECOND = 20;

    /**
     * For events spread evenly over the clusters.
     *
     * @param perCluster how many instances each cluster has
     * @param services how many services run on each instance
     * @param tasks how many tasks run on each instance
     */
    static LeastCalls of(int events, int clusters, int perCluster, int services, int tasks) {
        int reads = 0;
        for (int cluster = 0; cluster < Math.min(events, clusters); cluster++) {
            int lost = events / clusters + (cluster < events % clusters ? 1 : 0);
            reads += 2 * groups(lost, DESCRIBED_AT_ONCE)
                    + Math.min(lost, groups(perCluster * tasks, DESCRIBED_AT_ONCE))
                    + groups(lost * tasks, DESCRIBED_AT_ONCE);
        }
        int listClusters = groups(clusters, DESCRIBED_AT_ONCE);
        int ecs = listClusters + reads + Math.min(events, clusters) * groups(services, SERVICES_AT_ONCE);
        return new LeastCalls(groups(events, INSTANCES_AT_ONCE) + ecs, ecs, reads);
    }

    private static int groups(int count, int size) {
        return (count + size - 1) / size;
    }

    /** How many milliseconds the calls take at least because of the bucket. */
    double millis() {
        return Math.max(0, clusterResourceReads - BURST) * 1000.0 / PER_SECOND;
    }
}
