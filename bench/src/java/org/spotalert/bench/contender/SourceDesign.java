package org.spotalert.bench.contender;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * The algorithm of the design that the program came from, one step after the other: DescribeInstances,
 * ListContainerInstances, one DescribeContainerInstances per instance of the cluster until the right one is found,
 * ListTasks, one DescribeTasks per task, DescribeServices, and the channels in turn. The SDK's own retries apply.
 */
public final class SourceDesign {

    private final BareClients aws;
    private final BareChannels channels;

    private SourceDesign(BareClients aws) {
        this.aws = aws;
        this.channels = new BareChannels(aws.sns());
    }

    /** Runs until the process is ended. */
    public static void main(String[] arguments) {
        new SourceDesign(BareClients.make()).run();
    }

    private void run() {
        new Notices(aws, Runnable::run, this::alert).read();
    }

    private void alert(String instanceId) throws Exception {
        Instance instance = aws.ec2()
                .describeInstances(request -> request.instanceIds(instanceId))
                .reservations()
                .get(0)
                .instances()
                .get(0);
        String text = text(instance, services(instanceId, BareClients.cluster(instance)));
        channels.publish(text);
        channels.post(text);
        channels.mail(text);
    }

    private List<Service> services(String instanceId, String cluster) {
        EcsClient ecs = aws.ecs();
        String containerInstance = containerInstance(instanceId, cluster);
        Map<String, List<Task>> byService = new TreeMap<>();
        ecs
                .listTasksPaginator(request -> request.cluster(cluster).containerInstance(containerInstance))
                .taskArns()
                .stream()
                .map(arn -> ecs.describeTasks(
                                request -> request.cluster(cluster).tasks(arn))
                        .tasks()
                        .get(0))
                .filter(task -> task.group().startsWith("service:"))
                .forEach(task -> byService
                        .computeIfAbsent(task.group().substring("service:".length()), added -> new ArrayList<>())
                        .add(task));
        return byService.isEmpty()
                ? List.of()
                : ecs.describeServices(request -> request.cluster(cluster).services(byService.keySet()))
                        .services();
    }

    private String containerInstance(String instanceId, String cluster) {
        EcsClient ecs = aws.ecs();
        return ecs.listContainerInstancesPaginator(request -> request.cluster(cluster)).containerInstanceArns().stream()
                .filter(arn -> ecs.describeContainerInstances(
                                request -> request.cluster(cluster).containerInstances(arn))
                        .containerInstances()
                        .get(0)
                        .ec2InstanceId()
                        .equals(instanceId))
                .findFirst()
                .orElseThrow();
    }

    static String text(Instance instance, List<Service> services) {
        StringBuilder text = new StringBuilder("Spot interruption of " + instance.instanceId() + " ("
                + instance.instanceTypeAsString() + ", " + instance.placement().availabilityZone() + ")\n");
        services.forEach(service -> text.append("%s: %d desired, %d running%n"
                .formatted(service.serviceName(), service.desiredCount(), service.runningCount())));
        return text.toString();
    }
}
