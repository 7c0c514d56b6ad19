package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.CommandLineRun.Answer;
import org.spotalert.cli.check.Rights.Right;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.LocalIam.AccessKey;

/** What the program does, and may: against an AWS that enforces exactly the rights of rights.json. */
class RightsIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String WARNING = "interruption-warning-terminate";
    private static final RightsWorld WORLD = new RightsWorld();

    private static AccessKey program;

    @BeforeAll
    static void provision() throws Exception {
        program = WORLD.user("program", RightsWorld.ofTheProgram());
        Program.start(WORLD.moto.endpoint(), WORLD.settings(program)).close();
    }

    @AfterAll
    static void tearDown() {
        WORLD.close();
    }

    private static Answer run(AccessKey key, String... arguments) {
        return new CommandLineRun(WORLD.moto.endpoint(), WORLD.settings(key)).run(Map.of(), arguments);
    }

    @Test
    void everyRightIsUsedAndNoOtherIsNeeded() throws Exception {
        AccessKey key = program;
        AccessKey check = WORLD.user("check", RightsWorld.ofTheProgram());

        alertAndRecover(key);
        run(key, "silence", "--cluster", "green", "--for", "1h", "--owner", "me", "--reason", "test");
        run(key, "history");
        WORLD.aws.send(RightsWorld.DEAD_LETTERS, Events.text(WARNING));
        WORLD.aws.send(RightsWorld.DEAD_LETTERS, "not understood");
        assertThat(run(key, "replay", "--all").text()).contains("1 moved");
        assertThat(run(check, "check").text()).doesNotContain("refused");

        assertThat(WORLD.iam.refused(key)).isEmpty();
        assertThat(WORLD.iam.refused(check)).isEmpty();
        // The others are used by the work itself, not only tried.
        assertThat(unused(WORLD.iam.allowed(key)))
                .containsExactlyInAnyOrder(
                        "Topic sns:GetTopicAttributes",
                        "RuleNames events:ListRuleNamesByTarget",
                        "Rules events:DescribeRule");
        assertThat(unused(WORLD.iam.allowed(check)))
                .doesNotContain(
                        "Topic sns:GetTopicAttributes",
                        "RuleNames events:ListRuleNamesByTarget",
                        "Rules events:DescribeRule");
    }

    private void alertAndRecover(AccessKey key) throws Exception {
        List<Member> members = WORLD.aws.members(RightsWorld.CLUSTER, 2);
        WORLD.aws.service(RightsWorld.CLUSTER, "checkout", 3, WORLD.aws.targetGroup("slow", 600));
        List<String> tasks = WORLD.aws.tasks(members.get(0), "service:checkout", 2);
        assertThat(run(key, "readiness").text()).containsPattern("DEREGISTRATION_DELAY.* 600 s");
        try (Program running = Program.start(WORLD.moto.endpoint(), WORLD.settings(key))) {
            assertThat(running.context().isStarted()).isTrue();
            WORLD.aws.sendAll(
                    RightsWorld.QUEUE,
                    members.stream()
                            .map(member -> Events.now(WARNING, member.instanceId()))
                            .toList());
            WORLD.aws.send(
                    RightsWorld.QUEUE,
                    Events.now(WARNING, "i-0123456789abcdef0").replace("123456789012", RightsWorld.MEMBER_ACCOUNT));
            await("drained").atMost(SOON).until(() -> "DRAINING".equals(WORLD.aws.status(members.get(0))));
            tasks.forEach(task -> WORLD.aws.stop(members.get(0), task, 0));
            WORLD.moto.service(RightsWorld.CLUSTER, "checkout", 3, null);
            await("recovered")
                    .atMost(SOON)
                    .until(() -> WORLD.aws.messages("alerts").stream()
                            .anyMatch(message -> message.body().contains("RECOVERED")));
            // In one batch with the others its cluster, which does not exist, would hold up their resolution.
            WORLD.aws.send(RightsWorld.QUEUE, Events.now("task-interruption", ""));
            WORLD.aws.send(
                    RightsWorld.QUEUE,
                    Events.at(
                            WARNING, members.get(1).instanceId(), Instant.now().minusSeconds(600)));
            await("what waits is hidden for longer")
                    .atMost(SOON)
                    .until(() -> !unused(WORLD.iam.allowed(key)).contains("Queue sqs:ChangeMessageVisibility"));
            await("the task definitions, read after a round of the fleet")
                    .atMost(SOON)
                    .until(() -> !unused(WORLD.iam.allowed(key)).contains("Lookups ecs:DescribeTaskDefinition"));
        }
    }

    static List<Right> rights() {
        return RightsWorld.ofTheProgram();
    }

    @ParameterizedTest
    @MethodSource("rights")
    void missingStatementIsNamedWithWhatToAdd(Right missing) {
        List<Right> others = RightsWorld.ofTheProgram().stream()
                .filter(right -> !right.equals(missing))
                .toList();

        Answer answer = run(WORLD.user("without", others), "check");

        JsonNode expected = RightsWorld.statement(missing);
        assertThat(added(answer)).as(answer.text()).singleElement().satisfies(statement -> {
            assertThat(statement.path("Sid")).isEqualTo(expected.path("Sid"));
            assertThat(statement.path("Condition")).isEqualTo(expected.path("Condition"));
            assertThat(statement.path("Resource").toString())
                    .isEqualTo(expected.path("Resource")
                            .toString()
                            .replace("*:role", RightsWorld.MEMBER_ACCOUNT + ":role"));
            assertThat(texts(statement.path("Action")))
                    .isSubsetOf(missing.actions())
                    .isNotEmpty();
        });
    }

    @Test
    void whatCheckSaysToAddIsAllThatIsMissing() {
        List<ObjectNode> statements = new ArrayList<>();
        int rounds = 0;
        List<ObjectNode> more;
        do {
            Answer answer = run(WORLD.iam.user("beginner", statements), "check");
            more = added(answer);
            statements.addAll(more);
            rounds++;
        } while (!more.isEmpty() && rounds < 9);

        assertThat(more).isEmpty();
        assertThat(rounds).isLessThan(6);
        assertThat(statements.stream().flatMap(statement -> texts(statement.path("Action")).stream()))
                .containsAll(rights().stream()
                        .flatMap(right -> right.actions().stream())
                        .filter(action -> !action.equals("dynamodb:UpdateTimeToLive"))
                        .toList());
    }

    /** The statements that {@code check} says are missing. */
    private static List<ObjectNode> added(Answer answer) {
        int begin = answer.text().indexOf("\n{");
        List<ObjectNode> statements = new ArrayList<>();
        if (begin >= 0) {
            try {
                new ObjectMapper()
                        .readTree(answer.text().substring(begin))
                        .path("Statement")
                        .forEach(statement -> statements.add((ObjectNode) statement));
            } catch (JsonProcessingException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }
        return statements;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    /** The rights that were not used on what they are for. */
    private static List<String> unused(Map<String, List<String>> used) {
        List<String> unused = new ArrayList<>();
        for (Right right : RightsWorld.ofTheProgram()) {
            JsonNode statement = RightsWorld.statement(right);
            for (String action : right.actions()) {
                if (used.getOrDefault(action, List.of()).stream().noneMatch(resource -> covers(statement, resource))) {
                    unused.add(right.sid() + " " + action);
                }
            }
        }
        return unused;
    }

    private static boolean covers(JsonNode statement, String resource) {
        JsonNode resources = statement.path("Resource");
        return (resources.isArray() ? texts(resources) : List.of(resources.textValue()))
                .stream().anyMatch(pattern -> resource.matches(pattern.replace("*", ".*")));
    }
}
