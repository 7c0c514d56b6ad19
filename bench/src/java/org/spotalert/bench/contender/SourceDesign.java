package org.spotalert.bench.contender;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The algorithm of the design that the program came from, one step after the other: DescribeInstances,
 * ListContainerInstances, one DescribeContainerInstances per instance of the cluster until the right one is found,
 * ListTasks, one DescribeTasks per task, DescribeServices, and the channels in turn. The SDK's own retries apply.
 */
public final class SourceDesign {

    private final BareClients aws;
    private final BareChannels channels;
    private final ObjectMapper json = new ObjectMapper();

    private SourceDesign(BareClients aws) {
        this.aws = aws;
        this.channels = new BareChannels(aws.sns());
    }

    /** Runs until the process is ended. */
    public static void main(String[] arguments) {
        new SourceDesign(BareClients.make()).run();
    }

    private void run() {
        while (true) {
            List<Message> messages = aws.sqs()
                    .receiveMessage(request -> request.queueUrl(aws.queueUrl())
                            .maxNumberOfMessages(10)
                            .waitTimeSeconds(20))
                    .messages();
            for (Message message : messages) {
                try {
                    alert(json.readTree(message.body())
                            .path("detail")
                            .path("instance-id")
                            .asText());
                    aws.sqs()
                            .deleteMessage(
                                    request -> request.queueUrl(aws.queueUrl()).receiptHandle(message.receiptHandle()));
                } catch (Exception failed) {
                    // The message comes back when its visibility timeout is over.
                    System.out.println("failed: " + failed);
                }
            }
        }
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
