package org.spotalert.enrich;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ECS knows about one EC2 instance.
 *
 * @param cluster the cluster that confirmed the instance
 * @param containerInstance the instance as the cluster knows it; null when the cluster lists it and tells no more
 * @param daemonTasks how many tasks of daemons were left out
 * @param missing what could not be found out, for a reader; empty when nothing is missing
 * @param sizes what the lost tasks of services need
 * @param capacity what room the cluster has for them; null when that was not looked up
 */
record Workload(
        Cluster cluster,
        @Nullable ContainerInstance containerInstance,
        List<AffectedService> services,
        List<StandaloneTask> standaloneTasks,
        int daemonTasks,
        List<String> missing,
        TaskSizes sizes,
        @Nullable Capacity capacity) {

    /** The same, with what was found out about the cluster's capacity. */
    Workload with(Capacity found) {
        return new Workload(cluster, containerInstance, services, standaloneTasks, daemonTasks, missing, sizes, found);
    }
}
