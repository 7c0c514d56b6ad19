package org.spotalert.bench.contender;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * The least that any program has to do for one event: the calls that need each other's answers one after the other
 * (DescribeInstances for the cluster, ListContainerInstances with a filter, ListTasks, DescribeTasks, DescribeServices),
 * then all channels at the same time. No framework, no checks, no templates, no second look for stopped tasks.
 */
public final class Floor {

    private final BareClients aws;
    private final BareChannels channels;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Floor(BareClients aws) {
        this.aws = aws;
        this.channels = new BareChannels(aws.sns());
    }

    /** Runs until the process is ended. */
    public static void main(String[] arguments) {
        new Floor(BareClients.make()).run();
    }

    private void run() {
        new Notices(aws, threads, this::alert).read();
    }

    private void alert(String instanceId) throws Exception {
        Instance instance = aws.ec2()
                .describeInstances(request -> request.instanceIds(instanceId))
                .reservations()
                .get(0)
                .instances()
                .get(0);
        String text = SourceDesign.text(instance, services(instanceId, BareClients.cluster(instance)));
        List<Callable<Boolean>> sends = List.of(
                () -> {
                    channels.publish(text);
                    return true;
                },
                () -> {
                    channels.post(text);
                    return true;
                },
                () -> {
                    channels.mail(text);
                    return true;
                });
        for (var sent : threads.invokeAll(sends)) {
            sent.get();
        }
    }

    private List<Service> services(String instanceId, String cluster) {
        EcsClient ecs = aws.ecs();
        String containerInstance = ecs.listContainerInstances(
                        request -> request.cluster(cluster).filter("ec2InstanceId == " + instanceId))
                .containerInstanceArns()
                .get(0);
        List<String> tasks = ecs.listTasks(request -> request.cluster(cluster).containerInstance(containerInstance))
                .taskArns();
        List<String> services = ecs
                .describeTasks(request -> request.cluster(cluster).tasks(tasks))
                .tasks()
                .stream()
                .map(task -> task.group().substring("service:".length()))
                .distinct()
                .toList();
        return ecs.describeServices(request -> request.cluster(cluster).services(services))
                .services();
    }
}
