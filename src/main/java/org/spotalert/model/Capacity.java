package org.spotalert.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks that an instance takes with it need, and what room the cluster has for them.
 *
 * @param lost the sizes of the lost tasks of services
 * @param others all other container instances of the cluster, those of the same batch included
 * @param problem why this is not all that there is to know, for a reader; null when it is
 */
public record Capacity(
        List<TaskSize> lost, List<Room> others, @Nullable String problem) {

    public Capacity {
        lost = List.copyOf(lost);
        others = List.copyOf(others);
    }

    public static Capacity unknown(String problem) {
        return new Capacity(List.of(), List.of(), problem);
    }

    /**
     * What ECS reserves for a task.
     *
     * @param cpu in CPU units, 1024 of which are a vCPU
     * @param memory in MiB
     */
    public record TaskSize(String service, int cpu, int memory) {}

    /**
     * What is free on a container instance.
     *
     * @param instanceId the EC2 instance behind it
     * @param leaving whether it leaves as well: it drains, or there was a notice about it a moment ago
     * @param cpu in CPU units; 0 where ECS places no tasks
     * @param memory in MiB; 0 where ECS places no tasks
     */
    public record Room(String instanceId, boolean leaving, int cpu, int memory) {}
}
