package org.spotalert.fleet;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.ContainerInstance;

/**
 * A record of an EC2 instance in a cluster. An instance has several when its agent has registered more than once.
 *
 * @param connected whether the agent behind it is connected: it is not behind a stale record
 * @param running how many tasks ECS counts as running on it
 * @param pending how many tasks ECS counts as pending on it
 */
record Member(ContainerInstance instance, boolean connected, int running, int pending) {

    private static final String DEREGISTERED = "INACTIVE";

    static Member of(software.amazon.awssdk.services.ecs.model.ContainerInstance found) {
        return new Member(
                new ContainerInstance(
                        String.valueOf(found.containerInstanceArn()),
                        String.valueOf(found.ec2InstanceId()),
                        Objects.requireNonNullElse(found.status(), "UNKNOWN")),
                Boolean.TRUE.equals(found.agentConnected()),
                orZero(found.runningTasksCount()),
                orZero(found.pendingTasksCount()));
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    /** A record that ECS lists and does not describe. */
    static Member undescribed(String arn, String ec2InstanceId) {
        return new Member(new ContainerInstance(arn, ec2InstanceId, "UNKNOWN"), false, 0, 0);
    }

    /** Whether it is still in its cluster. */
    boolean registered() {
        return !instance.status().equals(DEREGISTERED);
    }

    String arn() {
        return instance.arn();
    }

    String ec2InstanceId() {
        return instance.ec2InstanceId();
    }

    /** How many tasks ECS counts on it. Those that are stopping are not among them. */
    int tasks() {
        return running + pending;
    }
}
