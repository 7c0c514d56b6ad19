package org.spotalert.fleet;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.spotalert.fleet.TaskLists.Question;
import org.spotalert.model.Cluster;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.collection.Chunks;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * The questions to ECS, each for one call's worth of subjects and with all its pages. Every question throws the SDK's
 * exception when it fails or the deadline passes.
 *
 * @param deadline when every question ends at the latest
 */
record EcsGateway(EcsClient ecs, CallDeadline deadline, Clock clock) {

    /** The most clusters, container instances or tasks that ECS lists or describes in one call. */
    static final int AT_ONCE = 100;
    /** The most services that ECS describes in one call. */
    static final int SERVICES_AT_ONCE = 10;

    private static final String DELETED = "INACTIVE";

    /** How large a cluster is: its registered container instances, and the tasks that shall run. */
    record Size(Cluster cluster, int instances, int tasks) {}

    /** All clusters. */
    List<Cluster> clusters() {
        return ecs.listClustersPaginator(request -> request.overrideConfiguration(until())).stream()
                .flatMap(page -> page.clusterArns().stream())
                .map(Cluster::new)
                .toList();
    }

    /** The sizes of those of these clusters that exist. */
    List<Size> sizes(List<Cluster> clusters) {
        return Chunks.of(clusters, AT_ONCE).stream()
                .flatMap(some -> ecs
                        .describeClusters(request -> request.clusters(
                                        some.stream().map(Cluster::reference).toList())
                                .overrideConfiguration(until()))
                        .clusters()
                        .stream()
                        .filter(found -> !DELETED.equals(found.status()))
                        .filter(found -> found.registeredContainerInstancesCount() != null
                                && found.runningTasksCount() != null
                                && found.pendingTasksCount() != null)
                        .flatMap(found -> some.stream()
                                .filter(cluster -> cluster.name().equals(found.clusterName()))
                                .map(cluster -> new Size(
                                        cluster,
                                        found.registeredContainerInstancesCount(),
                                        found.runningTasksCount() + found.pendingTasksCount()))))
                .toList();
    }

    /**
     * The ARNs of the cluster's container instances.
     *
     * @param instanceIds the EC2 instances in question; empty for all
     */
    List<String> containerInstanceArns(Cluster cluster, List<String> instanceIds) {
        return ecs
                .listContainerInstancesPaginator(request -> request.cluster(cluster.reference())
                        .filter(instanceIds.isEmpty() ? null : filter(instanceIds))
                        .overrideConfiguration(until()))
                .stream()
                .flatMap(page -> page.containerInstanceArns().stream())
                .toList();
    }

    /** The ids are safe to quote here: the event parser lets nothing else through. */
    private static String filter(List<String> instanceIds) {
        return instanceIds.size() == 1
                ? "ec2InstanceId == " + instanceIds.get(0)
                : "ec2InstanceId in ['" + String.join("','", instanceIds) + "']";
    }

    /** The container instances with these ARNs. */
    Described<Match> matches(Cluster cluster, List<String> arns) {
        DescribeContainerInstancesResponse answer = ecs.describeContainerInstances(request ->
                request.cluster(cluster.reference()).containerInstances(arns).overrideConfiguration(until()));
        return Described.of(
                        arns, answer.containerInstances(), ContainerInstance::containerInstanceArn, answer.failures())
                .map(Match::of);
    }

    /** The ARNs of the tasks. */
    List<String> taskArns(Cluster cluster, Question question) {
        return ecs.listTasksPaginator(request(cluster, question)).stream()
                .flatMap(page -> page.taskArns().stream())
                .toList();
    }

    /** The ARNs of the tasks, or nothing when one page does not hold them. */
    Optional<List<String>> taskArnsOfOnePage(Cluster cluster, Question question) {
        ListTasksResponse page = ecs.listTasks(request(cluster, question));
        return page.nextToken() == null ? Optional.of(page.taskArns()) : Optional.empty();
    }

    private ListTasksRequest request(Cluster cluster, Question question) {
        return ListTasksRequest.builder()
                .cluster(cluster.reference())
                .containerInstance(question.containerInstance())
                .desiredStatus(question.desired())
                .overrideConfiguration(until())
                .build();
    }

    /** The tasks with these ARNs. */
    Described<EcsTask> tasks(Cluster cluster, List<String> arns) {
        DescribeTasksResponse answer = ecs.describeTasks(
                request -> request.cluster(cluster.reference()).tasks(arns).overrideConfiguration(until()));
        return Described.of(arns, answer.tasks(), Task::taskArn, answer.failures())
                .map(EcsTask::of);
    }

    /** The services with these names, and their tags. */
    Described<EcsService> services(Cluster cluster, List<String> names) {
        DescribeServicesResponse answer = ecs.describeServices(request -> request.cluster(cluster.reference())
                .services(names)
                .include(ServiceField.TAGS)
                .overrideConfiguration(until()));
        return Described.of(names, answer.services(), Service::serviceName, answer.failures())
                .map(EcsService::of);
    }

    /** The containers of the task definition with this ARN. */
    List<ContainerDefinition> containers(String definition) {
        TaskDefinition found = ecs.describeTaskDefinition(
                        request -> request.taskDefinition(definition).overrideConfiguration(until()))
                .taskDefinition();
        return found == null ? List.of() : found.containerDefinitions();
    }

    private AwsRequestOverrideConfiguration until() {
        return deadline.configuration(clock);
    }
}
