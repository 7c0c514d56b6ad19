package org.spotalert.deploy;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.Python;

/** The AWS CLI, against the local AWS: one process that has loaded it, of which each call is split off. */
final class Cli implements AutoCloseable {

    private final Map<String, String> environment;
    private final Process process;
    private final String port;

    private Cli(Map<String, String> environment, Process process, String port) {
        this.environment = environment;
        this.process = process;
        this.port = port;
    }

    /** Loads it. It ends with this JVM at the latest. */
    static Cli start(URI aws) throws IOException {
        Map<String, String> environment = Map.of(
                "AWS_ENDPOINT_URL", aws.toString(),
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "AWS_DEFAULT_REGION", AwsWorld.REGION,
                "AWS_PAGER", "");
        ProcessBuilder builder = new ProcessBuilder(Python.withAwsCli(), "src/test/resources/deploy/aws_cli.py")
                .redirectError(new File("target/aws-cli.log"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String port = process.inputReader().readLine();
        if (port == null) {
            throw new IllegalStateException("the AWS CLI does not start; see target/aws-cli.log");
        }
        return new Cli(environment, process, port);
    }

    /** What is {@code aws} on the path, for bash: it calls itself version 2, and calls that process. */
    String program() {
        return """
                [ "$1" = --version ] && echo aws-cli/2.0.0 && exit
                exec 3<> /dev/tcp/127.0.0.1/%s
                printf '%%s\\0' $# "$@" >&3
                answer=$(cat <&3)
                eval "${answer:-exit 1}"
                """.formatted(port);
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Calls it, and returns what it says. */
    String run(String service, String action, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/bash", "-c", program(), "aws", service, action));
        command.addAll(options);
        command.addAll(List.of("--output", "text"));
        Path output = Files.createTempFile("aws", ".log");
        Process call = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        String said = call.waitFor(3, TimeUnit.MINUTES) ? Files.readString(output) : "no answer within three minutes";
        if (call.isAlive() || call.exitValue() != 0) {
            throw new IllegalStateException(service + " " + action + ": " + said);
        }
        return said.strip();
    }

    /** What of the stack is there. */
    List<String> left(String stack) throws IOException, InterruptedException {
        List<String> left = new ArrayList<>();
        for (List<String> each : List.of(
                List.of("cloudformation", "describe-stacks", "Stacks[].StackName"),
                List.of("ecr", "describe-repositories", "repositories[].repositoryName"),
                List.of("sqs", "list-queues", "QueueUrls"),
                List.of("dynamodb", "list-tables", "TableNames"),
                List.of("iam", "list-roles", "Roles[].RoleName"),
                List.of("events", "list-rules", "Rules[].Name"),
                List.of("events", "list-event-buses", "EventBuses[].Name"),
                List.of("logs", "describe-log-groups", "logGroups[].logGroupName"),
                List.of("sns", "list-topics", "Topics[].TopicArn"),
                List.of("cloudwatch", "describe-alarms", "MetricAlarms[].AlarmName"),
                List.of("cloudwatch", "list-dashboards", "DashboardEntries[].DashboardName"))) {
            String found = run(each.get(0), each.get(1), List.of("--query", each.get(2)));
            if (found.contains(stack)) {
                left.add(each.get(1));
            }
        }
        return left;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
