package org.spotalert.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.MotoServer;
import software.amazon.awssdk.services.sqs.model.Message;

/** deploy/deploy.sh against the local AWS, with the real AWS CLI. In place of docker is a stub, which builds nothing. */
class ScriptIT {

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());
    private static final Cli CLI = new Cli(MOTO.endpoint());

    @TempDir
    private static Path directory;

    private static Map<String, String> machine = Map.of();
    private static List<String> parameters = List.of();
    private static EcsAgent agent;

    @BeforeAll
    static void prepare() throws IOException, InterruptedException {
        AWS.cluster("tools");
        parameters = List.of(
                "--cluster",
                "tools",
                "--subnets",
                CLI.run("ec2", "describe-subnets", List.of("--query", "Subnets[0].SubnetId")),
                "--security-groups",
                CLI.run("ec2", "describe-security-groups", List.of("--query", "SecurityGroups[0].GroupId")),
                "--alarm-email",
                "ops@example.com");
        Path tools = Files.createDirectory(directory.resolve("bin"));
        // It keeps the order of its calls, and gives each image the same id.
        Script.tools(
                tools,
                Map.of(
                        "aws", Cli.program(),
                        "docker", """
                        echo "$1" >> %s
                        while [ $# -gt 0 ]; do
                          case $1 in
                            --iidfile) echo sha256:0123456789abcdef > "$2" ;;
                            --password-stdin) cat > /dev/null ;;
                          esac
                          shift
                        done""".formatted(directory.resolve("docker.log"))));
        machine = new HashMap<>(CLI.environment());
        machine.put("PATH", tools.toString());
        agent = new EcsAgent(MOTO.endpoint(), "tools", CLI, directory);
    }

    @AfterAll
    static void stop() {
        agent.close();
        AWS.close();
        MOTO.close();
    }

    private static Script deploy(String stack, String input, String... further)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--stack", stack));
        arguments.addAll(parameters);
        arguments.addAll(List.of(further));
        return Script.run(machine, input, arguments.toArray(String[]::new));
    }

    /** What of the stack is there. */
    private static List<String> left(String stack) throws IOException, InterruptedException {
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
            String found = CLI.run(each.get(0), each.get(1), List.of("--query", each.get(2)));
            if (found.contains(stack)) {
                left.add(each.get(1));
            }
        }
        return left;
    }

    @Test
    void fromNothingToTestAlertAndBack() throws IOException, InterruptedException {
        String topic = AWS.topic("on-call");

        Script first = deploy("alerts", "", "--sns-topic-arn", topic);

        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(first.output()).contains("channel sns", "== It runs. Its dashboard: https://eu-west-1.console.aws");
        assertThat(AWS.messages("on-call"))
                .extracting(Message::body)
                .singleElement()
                .asString()
                .contains("TEST:");
        assertThat(Files.readAllLines(directory.resolve("docker.log")))
                .filteredOn(call -> !call.equals("info"))
                .containsExactly("build", "login", "tag", "push");
        assertThat(left("alerts")).contains("describe-repositories", "list-tables");

        Script destroyed = Script.run(machine, "yes\n", "--stack", "alerts", "--destroy");

        assertThat(destroyed.exitCode()).as(destroyed.output()).isZero();
        assertThat(left("alerts")).as(destroyed.output()).isEmpty();
    }

    @Test
    void dataIsKeptUnlessSomebodySaysYes() throws IOException, InterruptedException {
        Script made =
                deploy("kept", "", "--image", "example.com/alerts:1", "--no-check", "--alert-email", "you@example.com");
        assertThat(made.exitCode()).as(made.output()).isZero();

        Script destroyed = Script.run(machine, "", "--stack", "kept", "--destroy");

        assertThat(left("kept")).containsExactly("list-queues", "list-tables");
        assertThat(destroyed.output())
                .contains("Delete both for good?", "$ aws dynamodb delete-table --table-name kept-Table-")
                .contains("$ aws sqs delete-queue --queue-url ");
    }

    @Test
    void failedCheckIsShownAndEndsTheRun() throws IOException, InterruptedException {
        Script failed = deploy(
                "faulty",
                "",
                "--image",
                "example.com/alerts:1",
                "--sns-topic-arn",
                "arn:aws:sns:eu-west-1:123456789012:none");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.output())
                .contains("there is no topic arn:aws:sns:eu-west-1:123456789012:none")
                .contains(
                        "deploy.sh: check did not succeed (exit code and reason: 1, exited with 1). The stack is there")
                .doesNotContain("test-alert\"]");
    }

    @Test
    void whatIsNeededTheFirstTimeIsNamedBeforeAnythingIsMade() throws IOException, InterruptedException {
        Script missing = Script.run(machine, "", "--stack", "none", "--cluster", "tools");

        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.output())
                .contains("--subnets  The subnets", "--alarm-email  Who")
                .doesNotContain("--cluster  ");
        assertThat(deploy("none", "").output()).contains("nobody would be notified: give at least one channel");
        assertThat(left("none")).isEmpty();
    }

    @Test
    void unknownClusterIsNamed() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(parameters);
        arguments.set(1, "tolls");
        arguments.addAll(List.of("--stack", "none", "--alert-email", "you@example.com"));

        assertThat(Script.run(machine, "", arguments.toArray(String[]::new)).output())
                .contains("there is no cluster tolls in this Region");
    }
}
