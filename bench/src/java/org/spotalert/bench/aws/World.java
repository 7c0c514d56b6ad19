package org.spotalert.bench.aws;

import java.security.SecureRandom;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.spotalert.local.AwsWorld;

/**
 * Clusters full of Spot Instances that all run the same services. Nothing is stored: every identifier says by its last
 * digits which instance, and which of its tasks, it belongs to. So a world of a million tasks costs nothing.
 *
 * @param clusters how many clusters there are
 * @param instancesPerCluster how many Spot Instances each of them has
 * @param services how many services run on each instance
 * @param tasksPerService how many tasks of each service run on each instance
 * @param prefix nine hexadecimal digits that set this world's identifiers apart from those of every other
 */
public record World(int clusters, int instancesPerCluster, int services, int tasksPerService, String prefix) {

    private static final String ECS = "arn:aws:ecs:" + AwsWorld.REGION + ":" + AwsWorld.ACCOUNT + ":";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A world with identifiers that no other world has: who remembers earlier alerts must not mistake it for those. */
    public static World of(int clusters, int instancesPerCluster, int services, int tasksPerService) {
        String prefix = "%09x".formatted(RANDOM.nextLong() & 0xf_ffff_ffffL);
        return new World(clusters, instancesPerCluster, services, tasksPerService, prefix);
    }

    /** How many instances there are. */
    public int instances() {
        return clusters * instancesPerCluster;
    }

    /** How many tasks run on an instance. */
    public int tasksPerInstance() {
        return services * tasksPerService;
    }

    /** The number of the instance at this place of the cluster. */
    public int instance(int cluster, int place) {
        return cluster * instancesPerCluster + place;
    }

    /** The numbers of all instances of the cluster. */
    IntStream instancesOf(int cluster) {
        return IntStream.range(cluster * instancesPerCluster, (cluster + 1) * instancesPerCluster);
    }

    int clusterOf(int instance) {
        return instance / instancesPerCluster;
    }

    /** The EC2 instance id of the instance with this number. */
    public String instanceId(int instance) {
        return "i-" + prefix + "%08x".formatted(instance);
    }

    /** The number of the instance with this id; empty when there is none. */
    OptionalInt instanceWithId(String instanceId) {
        return number(instanceId, "i-" + prefix, instances());
    }

    /** The availability zone of the instance: every third one is in the same. */
    static String zone(int instance) {
        return AwsWorld.REGION + "abc".charAt(instance % 3);
    }

    /** The name of the cluster with this number. */
    public String clusterName(int cluster) {
        return "cluster-%02d".formatted(cluster);
    }

    String clusterArn(int cluster) {
        return ECS + "cluster/" + clusterName(cluster);
    }

    /** The number of the cluster with this name or ARN; empty when there is none. */
    OptionalInt cluster(String nameOrArn) {
        return IntStream.range(0, clusters)
                .filter(cluster -> clusterName(cluster).equals(nameOrArn)
                        || clusterArn(cluster).equals(nameOrArn))
                .findFirst();
    }

    String containerInstanceArn(int instance) {
        return ECS + "container-instance/" + clusterName(clusterOf(instance)) + "/" + prefix + "0".repeat(15)
                + "%08x".formatted(instance);
    }

    /** The number of the instance that is this container instance, by its id or ARN, of the cluster. */
    OptionalInt containerInstance(int cluster, String idOrArn) {
        OptionalInt instance = number(afterSlash(idOrArn), prefix + "0".repeat(15), instances());
        return instance.isPresent() && clusterOf(instance.getAsInt()) == cluster ? instance : OptionalInt.empty();
    }

    /** The ARN of a task of the instance. */
    String taskArn(int instance, int task) {
        return ECS + "task/" + clusterName(clusterOf(instance)) + "/" + prefix + "0".repeat(7)
                + "%08x%08x".formatted(instance, task);
    }

    /** The number of the instance on which this task of the cluster, by id or ARN, runs; empty when there is none. */
    OptionalInt instanceOfTask(int cluster, String idOrArn) {
        String id = afterSlash(idOrArn);
        if (id.length() != 32
                || number(id.substring(24), "", tasksPerInstance()).isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt instance = number(id.substring(0, 24), prefix + "0".repeat(7), instances());
        return instance.isPresent() && clusterOf(instance.getAsInt()) == cluster ? instance : OptionalInt.empty();
    }

    /** The number, on its instance, of the task with this id or ARN. */
    static int taskOfInstance(String idOrArn) {
        return Integer.parseInt(idOrArn.substring(idOrArn.length() - 8), 16);
    }

    /** The name of the service that the instance's task with this number belongs to. */
    String serviceOfTask(int task) {
        return serviceName(task / tasksPerService);
    }

    String serviceName(int service) {
        return "service-%02d".formatted(service);
    }

    String serviceArn(int cluster, int service) {
        return ECS + "service/" + clusterName(cluster) + "/" + serviceName(service);
    }

    /** The number of the service with this name or ARN; empty when there is none. */
    OptionalInt service(String nameOrArn) {
        return IntStream.range(0, services)
                .filter(service -> serviceName(service).equals(afterSlash(nameOrArn)))
                .findFirst();
    }

    String taskDefinitionArn(String service) {
        return ECS + "task-definition/" + service + ":7";
    }

    static String afterSlash(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    private static OptionalInt number(String id, String start, int limit) {
        if (id.length() != start.length() + 8 || !id.startsWith(start)) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(id.substring(start.length()), 16);
            return number < limit ? OptionalInt.of(number) : OptionalInt.empty();
        } catch (NumberFormatException foreign) {
            return OptionalInt.empty();
        }
    }
}
