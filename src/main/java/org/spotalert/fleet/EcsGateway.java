package org.spotalert.fleet;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.RegionClients;
import org.spotalert.platform.collection.Chunks;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * The questions to ECS in one account and Region, each with all its pages. What lists throws the SDK's exception when it fails or
 * the deadline passes; what describes says that in its answer.
 *
 * @param threads run the calls that go out at the same time
 * @param deadline when every question ends at the latest
 */
record EcsGateway(EcsClient ecs, Executor threads, CallDeadline deadline, Clock clock) {

    /** The most clusters, container instances or tasks that ECS lists or describes in one call. */
    static final int AT_ONCE = 100;
    /** The most services that ECS describes in one call. */
    private static final int SERVICES_AT_ONCE = 10;

    private static final String DELETED = "INACTIVE";

    /** How large a cluster is: its registered container instances, and the tasks that shall run. */
    record Size(Cluster cluster, int instances, int tasks) {}

    static EcsGateway of(LookupClients clients, AccountRegion place, CallDeadline deadline, Clock clock) {
        RegionClients here = clients.of(place);
        return new EcsGateway(here.ecs(), here.threads(deadline), deadline, clock);
    }

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
     * @param instanceIds the EC2 instances in question; all are listed for none, or for more than one filter takes
     */
    List<String> containerInstanceArns(Cluster cluster, Collection<String> instanceIds) {
        boolean all = instanceIds.isEmpty() || instanceIds.size() > AT_ONCE;
        return ecs
                .listContainerInstancesPaginator(request -> request.cluster(cluster.reference())
                        .filter(all ? null : filter(instanceIds))
                        .overrideConfiguration(until()))
                .stream()
                .flatMap(page -> page.containerInstanceArns().stream())
                .toList();
    }

    /** The ids are safe to quote here: the event parser lets nothing else through. */
    private static String filter(Collection<String> instanceIds) {
        return instanceIds.size() == 1
                ? "ec2InstanceId == " + instanceIds.iterator().next()
                : "ec2InstanceId in ['" + String.join("','", instanceIds) + "']";
    }

    /**
     * The ARNs of tasks. ECS lists those that shall run apart from those that shall not.
     *
     * @param containerInstance the ARN of the one that they run on; null for all tasks of the cluster
     */
    List<String> taskArns(Cluster cluster, @Nullable String containerInstance, DesiredStatus desired) {
        return ecs.listTasksPaginator(request(cluster, containerInstance, desired)).stream()
                .flatMap(page -> page.taskArns().stream())
                .toList();
    }

    /** The ARNs of the cluster's tasks, or nothing when one page does not hold them. */
    Optional<List<String>> taskArnsOfOnePage(Cluster cluster, DesiredStatus desired) {
        ListTasksResponse page = ecs.listTasks(request(cluster, null, desired));
        return page.nextToken() == null ? Optional.of(page.taskArns()) : Optional.empty();
    }

    private ListTasksRequest request(Cluster cluster, @Nullable String containerInstance, DesiredStatus desired) {
        return ListTasksRequest.builder()
                .cluster(cluster.reference())
                .containerInstance(containerInstance)
                .desiredStatus(desired)
                .overrideConfiguration(until())
                .build();
    }

    /** Starts asking every question at the same time. */
    <Q, V> Supplier<Answers<Q, V>> ask(Collection<Q> questions, Function<Q, V> call) {
        return Answers.ask(threads, questions, call);
    }

    /** Starts asking about the container instances with these ARNs. */
    Supplier<Described<Match>> matches(Cluster cluster, Collection<String> all) {
        return describe(all, AT_ONCE, arns -> {
            DescribeContainerInstancesResponse answer =
                    ecs.describeContainerInstances(request -> request.cluster(cluster.reference())
                            .containerInstances(arns)
                            .overrideConfiguration(until()));
            return Described.of(
                    arns,
                    answer.containerInstances(),
                    ContainerInstance::containerInstanceArn,
                    Match::of,
                    answer.failures());
        });
    }

    /** Starts asking about the tasks with these ARNs. */
    Supplier<Described<EcsTask>> tasks(Cluster cluster, Collection<String> all) {
        return describe(all, AT_ONCE, arns -> {
            DescribeTasksResponse answer = ecs.describeTasks(
                    request -> request.cluster(cluster.reference()).tasks(arns).overrideConfiguration(until()));
            return Described.of(arns, answer.tasks(), Task::taskArn, EcsTask::of, answer.failures());
        });
    }

    /** Starts asking about the services with these names, and their tags. */
    Supplier<Described<EcsService>> services(Cluster cluster, Collection<String> all) {
        return describe(all, SERVICES_AT_ONCE, names -> {
            DescribeServicesResponse answer = ecs.describeServices(request -> request.cluster(cluster.reference())
                    .services(names)
                    .include(ServiceField.TAGS)
                    .overrideConfiguration(until()));
            return Described.of(names, answer.services(), Service::serviceName, EcsService::of, answer.failures());
        });
    }

    private <T> Supplier<Described<T>> describe(
            Collection<String> all, int atOnce, Function<List<String>, Described<T>> call) {
        Supplier<Answers<List<String>, Described<T>>> answers = ask(Chunks.of(all, atOnce), call);
        return () -> Described.of(answers.get());
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
