package org.spotalert.model;

/**
 * The instance as its ECS cluster knows it.
 *
 * @param ec2InstanceId the EC2 instance behind it
 * @param status ECS's status, for example {@code ACTIVE} or {@code DRAINING}
 */
public record ContainerInstance(String arn, String ec2InstanceId, String status) {}
