package org.spotalert.enrich;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * The questions to ECS, each for one call's worth of subjects and with all its pages. {@code failures} in an answer are
 * normal: what is gone is left out. Every question throws the SDK's exception when it fails or the deadline passes.
 */
final class EcsQuestions {

    /** The most container instances or tasks that ECS describes in one call. */
    static final int DESCRIBED_AT_ONCE = 100;
    /** The most services that ECS describes in one call. */
    static final int SERVICES_AT_ONCE = 10;

    private final EcsClient ecs;
    private final Clock clock;

    EcsQuestions(EcsClient ecs, Clock clock) {
        this.ecs = ecs;
        this.clock = clock;
    }

    /** The ARNs of the container instances that are these EC2 instances; none when the cluster does not exist. */
    List<String> containerInstanceArns(Cluster cluster, List<String> instanceIds, Instant deadline) {
        try {
            return ecs
                    .listContainerInstancesPaginator(request -> request.cluster(cluster.reference())
                            .filter(filter(instanceIds))
                            .overrideConfiguration(until(deadline)))
                    .stream()
                    .flatMap(page -> page.containerInstanceArns().stream())
                    .toList();
        } catch (ClusterNotFoundException gone) {
            return List.of();
        }
    }

    /** The ids are safe to quote here: the event parser lets nothing else through. */
    private static String filter(List<String> instanceIds) {
        return instanceIds.size() == 1
                ? "ec2InstanceId == " + instanceIds.get(0)
                : "ec2InstanceId in ['" + String.join("','", instanceIds) + "']";
    }

    /** The container instances with these ARNs. */
    List<ContainerInstance> containerInstances(Cluster cluster, List<String> arns, Instant deadline) {
        return ecs
                .describeContainerInstances(request -> request.cluster(cluster.reference())
                        .containerInstances(arns)
                        .overrideConfiguration(until(deadline)))
                .containerInstances()
                .stream()
                .map(found ->
                        new ContainerInstance(found.containerInstanceArn(), found.ec2InstanceId(), found.status()))
                .toList();
    }

    /** The ARNs of the tasks of a container instance that shall run, or shall not run any more. */
    List<String> taskArns(Cluster cluster, String containerInstanceArn, DesiredStatus desired, Instant deadline) {
        return ecs
                .listTasksPaginator(request -> request.cluster(cluster.reference())
                        .containerInstance(containerInstanceArn)
                        .desiredStatus(desired)
                        .overrideConfiguration(until(deadline)))
                .stream()
                .flatMap(page -> page.taskArns().stream())
                .toList();
    }

    /** The tasks with these ARNs. */
    List<Task> tasks(Cluster cluster, List<String> arns, Instant deadline) {
        return ecs.describeTasks(request ->
                        request.cluster(cluster.reference()).tasks(arns).overrideConfiguration(until(deadline)))
                .tasks();
    }

    /** The services with these names. */
    List<Service> services(Cluster cluster, List<String> names, Instant deadline) {
        return ecs.describeServices(request ->
                        request.cluster(cluster.reference()).services(names).overrideConfiguration(until(deadline)))
                .services();
    }

    private AwsRequestOverrideConfiguration until(Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        // A call must be given some time; one that starts after the deadline ends at once.
        Duration timeout = left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(timeout).build();
    }
}
