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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.MotoServer;
import software.amazon.awssdk.services.sqs.model.Message;

/** deploy/deploy.sh against the local AWS, with the real AWS CLI. In place of docker is a stub, which builds nothing. */
class ScriptIT {

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());

    @TempDir
    private static Path directory;

    private static Cli cli;

    private static Map<String, String> machine = Map.of();
    private static List<String> parameters = List.of();
    private static EcsAgent agent;

    @BeforeAll
    static void prepare() throws IOException, InterruptedException {
        AWS.cluster("tools");
        cli = Cli.start(MOTO.endpoint());
        parameters = List.of(
                "--cluster",
                "tools",
                "--subnets",
                cli.run("ec2", "describe-subnets", List.of("--query", "Subnets[0].SubnetId")),
                "--security-groups",
                cli.run("ec2", "describe-security-groups", List.of("--query", "SecurityGroups[0].GroupId")),
                "--alarm-email",
                "ops@example.com");
        Path tools = Files.createDirectory(directory.resolve("bin"));
        Script.tools(
                tools,
                Map.of(
                        // What the file says is the state of the next stack that is asked for, once.
                        "aws",
                        """
                        case "$*" in
                          *StackStatus*) [ -f %1$s ] && cat %1$s && /bin/rm %1$s && exit ;;
                        esac
                        """.formatted(directory.resolve("state")) + cli.program(),
                        // It keeps the order of its calls, and pushes what is no image.
                        "docker",
                        """
                        echo "$1" >> %s
                        repository=${2#*/}
                        case $1 in
                          login) cat > /dev/null ;;
                          push) aws ecr put-image --repository-name ${repository%%:*} --image-tag ${2##*:} --image-manifest \\
                            '{"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json"}' ;;
                        esac""".formatted(directory.resolve("docker.log"))));
        machine = new HashMap<>(cli.environment());
        machine.put("PATH", tools.toString());
        agent = new EcsAgent(MOTO.endpoint(), "tools", cli, directory);
    }

    @AfterAll
    static void stop() {
        agent.close();
        cli.close();
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
                .containsExactly("build", "login", "push");
        assertThat(cli.left("alerts")).contains("describe-repositories", "list-tables");

        Script second = Script.run(machine, "", "--stack", "alerts", "--no-check");

        assertThat(second.exitCode()).as(second.output()).isZero();
        assertThat(second.output())
                .contains("The repository has it: nothing is built.", "No changes to deploy")
                .doesNotContain("docker build");

        Script destroyed = Script.run(machine, "yes\n", "--stack", "alerts", "--destroy");

        assertThat(destroyed.exitCode()).as(destroyed.output()).isZero();
        assertThat(cli.left("alerts")).as(destroyed.output()).isEmpty();
    }

    @Test
    void nextRunTakesAnotherImageAndDataOutlivesTheStack() throws IOException, InterruptedException {
        deploy("kept", "", "--image", "example.com/alerts:1", "--no-check", "--alert-email", "you@example.com");

        Script second = Script.run(machine, "", "--stack", "kept", "--image", "example.com/alerts:2", "--no-check");

        assertThat(second.exitCode()).as(second.output()).isZero();
        String definition = output("kept", "TaskDefinitionArn");
        assertThat(cli.run(
                        "ecs",
                        "describe-task-definition",
                        List.of("--task-definition", definition, "--query", "taskDefinition.containerDefinitions[0]")))
                .contains("example.com/alerts:2", "ENABLE_SNS");
        String service = output("kept", "ServiceName");
        assertThat(cli.run(
                        "ecs",
                        "describe-services",
                        List.of("--cluster", "tools", "--services", service, "--query", "services[].taskDefinition")))
                .isEqualTo(definition);

        Script destroyed = Script.run(machine, "", "--stack", "kept", "--destroy");

        assertThat(cli.left("kept")).containsExactly("list-queues", "list-tables");
        assertThat(destroyed.output())
                .contains("Delete both for good?", "$ aws dynamodb delete-table --table-name kept-Table-")
                .contains("$ aws sqs delete-queue --queue-url ");
    }

    private static String output(String stack, String key) throws IOException, InterruptedException {
        String query = "Stacks[0].Outputs[?OutputKey=='%s'].OutputValue".formatted(key);
        return cli.run("cloudformation", "describe-stacks", List.of("--stack-name", stack, "--query", query));
    }

    @Test
    void firstDeploymentThatFailedIsMadeAnew() throws IOException, InterruptedException {
        String nothing = "{\"Resources\": {\"Left\": {\"Type\": \"AWS::SNS::Topic\"}}}";
        cli.run("cloudformation", "create-stack", List.of("--stack-name", "again", "--template-body", nothing));
        Files.writeString(directory.resolve("state"), "ROLLBACK_COMPLETE");

        Script again = deploy(
                "again", "", "--image", "example.com/alerts:2", "--no-check", "--alert-email", "you@example.com");

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output()).contains("delete what is left of its stack", "Successfully created/updated stack");
        assertThat(cli.run(
                        "cloudformation",
                        "describe-stacks",
                        List.of("--stack-name", "again", "--query", "Stacks[0].StackStatus")))
                .isEqualTo("CREATE_COMPLETE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE_IN_PROGRESS     | is being changed (UPDATE_IN_PROGRESS): run this again when that is done
            DELETE_FAILED          | is in the state DELETE_FAILED: look at its events, and delete it by --destroy
            UPDATE_ROLLBACK_FAILED | call "aws cloudformation continue-update-rollback --stack-name stuck", and run this again
            """)
    void stackThatCannotBeUpdatedIsNamed(String state, String message) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("state"), state);

        Script refused = deploy("stuck", "", "--image", "example.com/alerts:1");

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
        assertThat(refused.output()).hasLineCount(1).contains(message);
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
        Files.writeString(directory.resolve("state"), "REVIEW_IN_PROGRESS");
        assertThat(deploy("none", "").output()).contains("nobody would be notified: give at least one channel");
        assertThat(cli.left("none")).isEmpty();
    }

    @Test
    void unknownClusterIsNamed() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(parameters);
        arguments.set(1, "tolls");
        arguments.addAll(List.of("--stack", "none", "--alert-email", "you@example.com"));

        assertThat(Script.run(machine, "", arguments.toArray(String[]::new)).output())
                .contains("there is no cluster tolls in this Region");
    }

    @Test
    void missingSubnetIsNamedInOneLine() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(parameters);
        arguments.set(3, "subnet-0");
        arguments.addAll(List.of("--stack", "none", "--alert-email", "you@example.com"));

        Script wrong = Script.run(machine, "", arguments.toArray(String[]::new));

        assertThat(wrong.exitCode()).as(wrong.output()).isEqualTo(1);
        assertThat(wrong.output().lines().filter(line -> line.startsWith("deploy.sh: ")))
                .singleElement()
                .asString()
                .contains(
                        "not all of the subnets subnet-0 are in this Region",
                        "The subnet ID 'subnet-0' does not exist");
    }
}
