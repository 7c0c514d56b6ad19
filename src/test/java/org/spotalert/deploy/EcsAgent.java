package org.spotalert.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Task;

/** Does what ECS does with a task, which the local AWS leaves alone: runs the program, keeps what it says, and stops the task. */
final class EcsAgent implements AutoCloseable {

    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    private final URI aws;
    private final String cluster;
    private final Cli cli;
    private final Path directory;
    private final EcsClient ecs;
    private final Set<String> seen = new HashSet<>();
    private final Thread thread = new Thread(this::work, "ecs-agent");

    EcsAgent(URI aws, String cluster, Cli cli, Path directory) {
        this.aws = aws;
        this.cluster = cluster;
        this.cli = cli;
        this.directory = directory;
        ecs = EcsClient.builder()
                .endpointOverride(aws)
                .region(Region.of(AwsWorld.REGION))
                .credentialsProvider(CREDENTIALS)
                .build();
        thread.start();
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<String> arns =
                        ecs.listTasks(request -> request.cluster(cluster)).taskArns();
                for (String arn : arns) {
                    if (seen.add(arn)) {
                        run(ecs.describeTasks(
                                        request -> request.cluster(cluster).tasks(arn))
                                .tasks()
                                .get(0));
                    }
                }
                Thread.sleep(200);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void run(Task task) throws IOException, InterruptedException {
        TaskEnvironment definition = new TaskEnvironment(aws, CREDENTIALS);
        ContainerDefinition container = definition.container(task.taskDefinitionArn());
        Map<String, String> environment = new HashMap<>(definition.of(task.taskDefinitionArn()));
        environment.put("AWS_ENDPOINT_URL", aws.toString());
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        String id = task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
        String[] command =
                task.overrides().containerOverrides().get(0).command().toArray(String[]::new);
        try (AppProcess program = AppProcess.startExactly(environment, directory.resolve(id + ".log"), command)) {
            int code = program.awaitExit();
            keep(container, id, program.output());
            ecs.stopTask(
                    request -> request.cluster(cluster).task(task.taskArn()).reason("exited with " + code));
        }
    }

    private void keep(ContainerDefinition container, String id, String output)
            throws IOException, InterruptedException {
        Map<String, String> options = container.logConfiguration().options();
        String stream = options.get("awslogs-stream-prefix") + "/" + container.name() + "/" + id;
        List<String> to = List.of("--log-group-name", options.get("awslogs-group"), "--log-stream-name", stream);
        cli.run("logs", "create-log-stream", to);
        cli.run(
                "logs",
                "put-log-events",
                List.of(to.get(0), to.get(1), to.get(2), to.get(3), "--log-events", events(output)));
    }

    private static String events(String output) throws JsonProcessingException {
        long now = System.currentTimeMillis();
        return new ObjectMapper()
                .writeValueAsString(output.lines()
                        .filter(line -> !line.isEmpty())
                        .map(line -> Map.of("timestamp", now, "message", line))
                        .toList());
    }

    @Override
    public void close() {
        thread.interrupt();
        ecs.close();
    }
}
