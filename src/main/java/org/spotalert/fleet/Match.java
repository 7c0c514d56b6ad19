package org.spotalert.fleet;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceStatus;
import software.amazon.awssdk.services.ecs.model.Resource;

/**
 * A record of an EC2 instance in a cluster. An instance has several when its agent has registered more than once.
 *
 * @param connected whether the agent behind it is connected: it is not behind a stale record
 * @param tasks how many tasks ECS counts as running or pending on it: those that are stopping are not among them
 * @param cpu what is free on it, in CPU units; 0 where ECS places no tasks
 * @param memory the same in MiB
 * @param provider its capacity provider; null when it has none
 * @param version ECS counts it up with each change; 0 when it does not say it
 */
public record Match(
        ContainerInstance instance,
        boolean connected,
        int tasks,
        int cpu,
        int memory,
        @Nullable String provider,
        long version)
        implements EcsChange.Resource {

    private static final String DEREGISTERED = "INACTIVE";

    static Match of(software.amazon.awssdk.services.ecs.model.ContainerInstance found) {
        boolean connected = Boolean.TRUE.equals(found.agentConnected());
        boolean places = connected && ContainerInstanceStatus.ACTIVE.toString().equals(found.status());
        return new Match(
                new ContainerInstance(
                        String.valueOf(found.containerInstanceArn()),
                        String.valueOf(found.ec2InstanceId()),
                        Objects.requireNonNullElse(found.status(), "UNKNOWN")),
                connected,
                Objects.requireNonNullElse(found.runningTasksCount(), 0)
                        + Objects.requireNonNullElse(found.pendingTasksCount(), 0),
                places ? remaining(found.remainingResources(), "CPU") : 0,
                places ? remaining(found.remainingResources(), "MEMORY") : 0,
                found.capacityProviderName(),
                Objects.requireNonNullElse(found.version(), 0L));
    }

    /** A record that ECS lists and does not describe. */
    static Match undescribed(String arn, String ec2InstanceId) {
        return new Match(new ContainerInstance(arn, ec2InstanceId, "UNKNOWN"), false, 0, 0, 0, null, 0);
    }

    /** The same, without what ECS counts on it. */
    Match uncounted() {
        return new Match(instance, connected, 0, cpu, memory, provider, version);
    }

    private static int remaining(List<Resource> resources, String name) {
        return resources.stream()
                .filter(each -> name.equals(each.name()))
                .map(Resource::integerValue)
                .filter(value -> value != null && value > 0)
                .findFirst()
                .orElse(0);
    }

    /** Whether it is still in its cluster. */
    boolean registered() {
        return !instance.status().equals(DEREGISTERED);
    }

    boolean draining() {
        return instance.status().equals(ContainerInstanceStatus.DRAINING.toString());
    }

    @Override
    public String arn() {
        return instance.arn();
    }

    @Override
    public String containerInstance() {
        return arn();
    }

    String ec2InstanceId() {
        return instance.ec2InstanceId();
    }
}
