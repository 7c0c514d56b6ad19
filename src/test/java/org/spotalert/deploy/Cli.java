package org.spotalert.deploy;

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

/** The AWS CLI, against the local AWS. */
record Cli(URI aws) {

    /** What is {@code aws} on the path, and calls itself version 2; Python may need more of the path than deploy.sh has. */
    static String program() {
        return "[ \"$1\" = --version ] && echo aws-cli/2.0.0 && exit\nPATH='" + System.getenv("PATH") + "' exec "
                + Python.withAwsCli() + " -m awscli --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"";
    }

    Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL", aws.toString(),
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "AWS_DEFAULT_REGION", AwsWorld.REGION,
                "AWS_PAGER", "");
    }

    /** Calls it, and returns what it says. */
    String run(String service, String action, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Python.withAwsCli(), "-m", "awscli", "--endpoint-url", aws.toString(), service, action));
        command.addAll(options);
        command.addAll(List.of("--output", "text"));
        Path output = Files.createTempFile("aws", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment());
        Process process = builder.start();
        String said = process.waitFor(60, TimeUnit.SECONDS) ? Files.readString(output) : "no answer within a minute";
        if (process.isAlive() || process.exitValue() != 0) {
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
}
