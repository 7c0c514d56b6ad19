package org.spotalert.bench.aws;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.spotalert.local.AwsWorld;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** Asks an AWS all that the programs ask, and writes the answers down in words that two emulators can agree on. */
final class Answers {

    private final Ec2Client ec2;
    private final EcsClient ecs;
    private final List<String> said = new ArrayList<>();
    /** Each emulator has its own ids: they are replaced by the order in which the instances were asked for. */
    private final Map<String, String> words = new HashMap<>();

    Answers(URI endpoint) {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench"));
        ec2 = Ec2Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(AwsWorld.REGION))
                .credentialsProvider(credentials)
                .httpClient(Apache5HttpClient.create())
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
        ecs = EcsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(AwsWorld.REGION))
                .credentialsProvider(credentials)
                .httpClient(Apache5HttpClient.create())
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    Ec2Client ec2() {
        return ec2;
    }

    EcsClient ecs() {
        return ecs;
    }

    /** All that is to be known about these instances of this cluster. */
    List<String> about(String cluster, List<String> instanceIds) {
        for (int place = 0; place < instanceIds.size(); place++) {
            words.put(instanceIds.get(place), "instance " + place);
        }
        instances(instanceIds);
        say("clusters", ecs.listClustersPaginator().clusterArns().stream().toList());
        List<String> arns = containerInstances(cluster, instanceIds);
        for (String arn : arns) {
            tasks(cluster, arn);
        }
        services(cluster);
        return said;
    }

    private String word(String id) {
        return words.getOrDefault(id, "unknown " + id);
    }

    private void say(String what, Object found) {
        said.add(what + ": " + found);
    }

    private void instances(List<String> ids) {
        ec2
                .describeInstances(request -> request.filters(
                        Filter.builder().name("instance-id").values(ids).build()))
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream())
                .map(instance -> word(instance.instanceId()) + " "
                        + instance.state().nameAsString() + " "
                        + instance.instanceTypeAsString() + " " + instance.instanceLifecycleAsString() + " "
                        + instance.tags().stream()
                                .filter(tag -> tag.key().equals("Name"))
                                .toList())
                .sorted()
                .forEach(instance -> say("EC2", instance));
    }

    private List<String> containerInstances(String cluster, List<String> ids) {
        String filter = "ec2InstanceId in ['" + String.join("','", ids) + "']";
        List<String> arns = ecs.listContainerInstances(
                        request -> request.cluster(cluster).filter(filter))
                .containerInstanceArns();
        String first = "ec2InstanceId == " + ids.get(0);
        say(
                "by one id",
                ecs.listContainerInstances(request -> request.cluster(cluster).filter(first))
                        .containerInstanceArns()
                        .size());
        say(
                "one page",
                ecs.listContainerInstances(request -> request.cluster(cluster).maxResults(2))
                        .containerInstanceArns()
                        .size());
        String absent = "arn:aws:ecs:%s:%s:container-instance/%s/%032x"
                .formatted(AwsWorld.REGION, AwsWorld.ACCOUNT, cluster, 7);
        List<ContainerInstance> described = ecs.describeContainerInstances(
                        request -> request.cluster(cluster).containerInstances(arns))
                .containerInstances();
        described.forEach(each -> words.put(each.containerInstanceArn(), word(each.ec2InstanceId())));
        described.stream()
                .map(each -> word(each.ec2InstanceId()) + " " + each.status() + " running " + each.runningTasksCount())
                .sorted()
                .forEach(each -> say("container instance", each));
        say(
                "absent",
                ecs
                        .describeContainerInstances(
                                request -> request.cluster(cluster).containerInstances(absent))
                        .failures()
                        .stream()
                        .map(Failure::reason)
                        .toList());
        return described.stream()
                .sorted(Comparator.comparing(each -> word(each.ec2InstanceId())))
                .map(ContainerInstance::containerInstanceArn)
                .toList();
    }

    private void tasks(String cluster, String containerInstance) {
        for (DesiredStatus desired : List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED)) {
            ecs.listTasksPaginator(request -> request.cluster(cluster)
                            .containerInstance(containerInstance)
                            .desiredStatus(desired))
                    .forEach(page -> {
                        say("page of tasks " + desired, page.taskArns().size());
                        if (!page.taskArns().isEmpty()) {
                            describe(ecs.describeTasks(
                                            request -> request.cluster(cluster).tasks(page.taskArns()))
                                    .tasks());
                        }
                    });
        }
    }

    private void describe(List<Task> tasks) {
        tasks.stream()
                .collect(Collectors.groupingBy(
                        task -> word(task.containerInstanceArn()) + " " + task.group() + " " + task.lastStatus()
                                + " wanted " + task.desiredStatus(),
                        TreeMap::new,
                        Collectors.counting()))
                .forEach((kind, count) -> say("tasks", count + " of " + kind));
    }

    private void services(String cluster) {
        List<String> names = List.of("service-00", "service-01", "none");
        var answer = ecs.describeServices(request -> request.cluster(cluster).services(names));
        answer.services().stream()
                .sorted(Comparator.comparing(Service::serviceName))
                .forEach(service -> say("service", describe(service)));
        say("absent", answer.failures().stream().map(Failure::reason).toList());
    }

    private static String describe(Service service) {
        return service.serviceName() + " " + service.status() + " " + service.schedulingStrategyAsString() + " desired "
                + service.desiredCount() + " running " + service.runningCount() + " pending " + service.pendingCount()
                + " balanced by " + service.loadBalancers().size();
    }
}
