package org.spotalert.bench.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.spotalert.local.AwsWorld;

/** How ECS describes what is in a {@link World}. */
final class EcsSubjects {

    private static final long REGISTERED = 1_795_000_000L;

    private final World world;

    EcsSubjects(World world) {
        this.world = world;
    }

    ObjectNode cluster(int cluster) {
        return object().put("clusterArn", world.clusterArn(cluster))
                .put("clusterName", world.clusterName(cluster))
                .put("status", "ACTIVE")
                .put("registeredContainerInstancesCount", world.instancesPerCluster())
                .put("runningTasksCount", world.instancesPerCluster() * world.tasksPerInstance())
                .put("pendingTasksCount", 0)
                .put("activeServicesCount", world.services());
    }

    ObjectNode containerInstance(int instance) {
        return object().put("containerInstanceArn", world.containerInstanceArn(instance))
                .put("ec2InstanceId", world.instanceId(instance))
                .put("status", "ACTIVE")
                .put("agentConnected", true)
                .put("runningTasksCount", world.tasksPerInstance())
                .put("pendingTasksCount", 0)
                .put("registeredAt", REGISTERED);
    }

    ObjectNode task(int instance, int task) {
        String service = world.serviceOfTask(task);
        ObjectNode found = object().put("taskArn", world.taskArn(instance, task))
                .put("clusterArn", world.clusterArn(world.clusterOf(instance)))
                .put("containerInstanceArn", world.containerInstanceArn(instance))
                .put("taskDefinitionArn", world.taskDefinitionArn(service))
                .put("group", "service:" + service)
                .put("startedBy", "ecs-svc/1234567890123456789")
                .put("lastStatus", "RUNNING")
                .put("desiredStatus", "RUNNING")
                .put("launchType", "EC2")
                .put("availabilityZone", World.zone(instance))
                .put("cpu", "256")
                .put("memory", "512")
                .put("createdAt", REGISTERED)
                .put("startedAt", REGISTERED);
        found.putArray("containers")
                .addObject()
                .put("name", "app")
                .put("image", AwsWorld.ACCOUNT + ".dkr.ecr." + AwsWorld.REGION + ".amazonaws.com/" + service + ":7")
                .put("taskArn", world.taskArn(instance, task))
                .put("lastStatus", "RUNNING")
                .put("healthStatus", "HEALTHY");
        return found;
    }

    ObjectNode service(int cluster, int service) {
        String name = world.serviceName(service);
        int wanted = world.instancesPerCluster() * world.tasksPerService();
        ObjectNode found = object().put("serviceArn", world.serviceArn(cluster, service))
                .put("serviceName", name)
                .put("clusterArn", world.clusterArn(cluster))
                .put("status", "ACTIVE")
                .put("schedulingStrategy", "REPLICA")
                .put("desiredCount", wanted)
                .put("runningCount", wanted)
                .put("pendingCount", 0)
                .put("launchType", "EC2")
                .put("taskDefinition", world.taskDefinitionArn(name))
                .put("createdAt", REGISTERED);
        found.putObject("deploymentConfiguration")
                .put("minimumHealthyPercent", 100)
                .put("maximumPercent", 200);
        found.putArray("loadBalancers")
                .addObject()
                .put(
                        "targetGroupArn",
                        "arn:aws:elasticloadbalancing:" + AwsWorld.REGION + ":" + AwsWorld.ACCOUNT + ":targetgroup/"
                                + name + "/1")
                .put("containerName", "app")
                .put("containerPort", 80);
        return found;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
