package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.CommandLineRun.Answer;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Variables;
import org.spotalert.local.WebhookReceiver;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The command {@code check} against set-ups that are right, and against others. */
class CheckIT {

    @RegisterExtension
    static final GreenMailExtension MAIL = new GreenMailExtension(
                    new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
            .withConfiguration(GreenMailConfiguration.aConfig().withUser("alerts", "right-password"))
            .withPerMethodLifecycle(false);

    private static final String SECRET = "very-secret-token";
    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());
    private static final int CHAT_PORT = FreePort.find();
    private static final WebhookReceiver CHAT = WebhookReceiver.start(CHAT_PORT);

    @TempDir
    private Path directory;

    private CommandLineRun command;

    @BeforeAll
    static void furnish() {
        AWS.plainQueue("spot-dead");
        queue("spot", Map.of(QueueAttributeName.POLICY, AwsWorld.policy("spot", "spot-rule")));
        AWS.rule("spot-rule", "spot", "{\"source\":[\"aws.ec2\",\"aws.ecs\"]}");
        queue("other-rule", Map.of(QueueAttributeName.POLICY, AwsWorld.policy("other-rule", "other")));
        AWS.rule("deaf", "other-rule", "{\"source\":[\"aws.ecs\"]}");
        queue("task-rule", Map.of(QueueAttributeName.POLICY, AwsWorld.policy("task-rule", "tasks")));
        AWS.rule("tasks", "task-rule", "{\"detail-type\":[\"ECS Task State Change\"]}");
        queue("encrypted", Map.of(QueueAttributeName.KMS_MASTER_KEY_ID, "alias/aws/sqs"));
        queue("own-key", Map.of(QueueAttributeName.KMS_MASTER_KEY_ID, "alias/spot"));
        AWS.plainQueue("bare");
        AWS.cluster("blue");
        AWS.topic("alerts");
    }

    private static void queue(String name, Map<QueueAttributeName, String> more) {
        Map<QueueAttributeName, String> attributes = new HashMap<>(more);
        attributes.put(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"" + AwsWorld.queueArn("spot-dead") + "\",\"maxReceiveCount\":5}");
        AWS.queue(name, attributes);
    }

    @AfterAll
    static void tearDown() {
        CHAT.close();
        AWS.close();
        MOTO.close();
    }

    @BeforeEach
    void settings() {
        command = new CommandLineRun(
                MOTO.endpoint(),
                Map.ofEntries(
                        Map.entry("spot.queue", "spot"),
                        Map.entry("spot.channel.sns.enabled", "true"),
                        Map.entry("spot.channel.sns.topic-arn", topic("alerts")),
                        Map.entry("spot.channel.google-chat.enabled", "true"),
                        Map.entry("spot.channel.google-chat.webhook", webhook(CHAT_PORT)),
                        Map.entry("spot.webhook.allowed-hosts", "127.0.0.1"),
                        Map.entry("spot.channel.email.enabled", "true"),
                        Map.entry("spot.channel.email.host", "127.0.0.1"),
                        Map.entry("spot.channel.email.port", String.valueOf(mailPort())),
                        Map.entry("spot.channel.email.tls", "none"),
                        Map.entry("spot.channel.email.username", "alerts"),
                        Map.entry("spot.channel.email.password", "right-password"),
                        Map.entry("spot.channel.email.from", "alerts@example.com"),
                        Map.entry("spot.channel.email.to", "team@example.com")));
    }

    @AfterEach
    void nothingWasSent() {
        MOTO.clearFaults();
        assertThat(CHAT.accepted()).isEmpty();
        assertThat(MAIL.getReceivedMessages()).isEmpty();
    }

    private static int mailPort() {
        return MAIL.getSmtp().getPort();
    }

    private static String topic(String name) {
        return "arn:aws:sns:" + AwsWorld.REGION + ":" + AwsWorld.ACCOUNT + ":" + name;
    }

    private static String webhook(int port) {
        return "http://127.0.0.1:" + port + "/v1/spaces/" + SECRET + "/messages?key=" + SECRET;
    }

    private Answer check(Map<String, String> changes, String... options) {
        Answer answer = command.run(
                changes, Stream.concat(Stream.of("check"), Stream.of(options)).toArray(String[]::new));
        assertThat(answer.text() + answer.errors()).doesNotContain(SECRET, "right-password");
        return answer;
    }

    @Test
    void rightSetUpIsFoundRightByTheJar() throws InterruptedException {
        MOTO.resetCalls();
        Map<String, String> environment = new HashMap<>(Variables.aws(MOTO.endpoint()));
        environment.putAll(Variables.sns(topic("alerts")));
        environment.putAll(Variables.googleChat(CHAT_PORT));
        environment.putAll(Map.of(
                "GOOGLE_CHAT_WEBHOOK", webhook(CHAT_PORT),
                "SPOT_RECOVERY", "true",
                "ENABLE_EMAIL", "true",
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", String.valueOf(mailPort()),
                "SMTP_TLS", "none",
                "SMTP_USERNAME", "alerts",
                "SMTP_PASSWORD", "right-password",
                "EMAIL_FROM", "alerts@example.com",
                "EMAIL_TO", "team@example.com"));
        try (AppProcess jar = AppProcess.start(environment, directory.resolve("check.log"), "check")) {
            assertThat(jar.awaitExit()).as(jar.output()).isZero();

            Answer answer = new Answer(0, jar.output(), "");
            assertThat(answer.text())
                    .contains(" 0 warning, 0 failed, 3 not tried")
                    .doesNotContain(SECRET, "right-password");
            assertThat(answer.row("routes")).startsWith("ok");
            assertThat(answer.row("credentials")).startsWith("ok arn:aws:sts::" + AwsWorld.ACCOUNT);
            assertThat(answer.row("queue policy")).isEqualTo("ok lets EventBridge send for rule/spot-rule ");
            assertThat(answer.row("ecs:DescribeServices")).startsWith("ok");
            assertThat(answer.row("sqs:SendMessage")).startsWith("not tried");
            assertThat(answer.row("channel google-chat")).startsWith("ok 127.0.0.1:" + CHAT_PORT);
            assertThat(answer.row("channel email")).startsWith("ok 127.0.0.1:" + mailPort() + " takes the login");
        }
        assertThat(MOTO.calls().keySet())
                .allMatch(action -> action.matches("(Get|List|Describe).*|DeleteMessage|ChangeMessageVisibility"
                        // By calls that AWS cannot carry out.
                        + "|ReceiveMessage|SendMessage|Publish"));
        assertThat(AWS.depth("spot")).isZero();
        assertThat(AWS.messages("alerts")).isEmpty();
    }

    @Test
    void otherCommandsOfTheJarAnswerInTheSameWay() throws InterruptedException {
        Map<String, String> environment = Map.of(
                "AWS_REGION",
                AwsWorld.REGION,
                "GOOGLE_CHAT_WEBHOOK",
                "https://chat.googleapis.com/v1/spaces/" + SECRET,
                "LC_ALL",
                "C");
        String event = "src/test/resources/events/interruption-warning-terminate.json";
        try (AppProcess jar = AppProcess.start(
                environment,
                directory.resolve("render.log"),
                "render",
                event,
                "--channel",
                "google-chat",
                "--format",
                "text")) {
            assertThat(jar.awaitExit()).as(jar.output()).isZero();
            assertThat(jar.output())
                    .contains("{\"fallbackText\":\"CRITICAL sample-service-1", "Nothing was sent.")
                    .doesNotContain(SECRET, " WARN ", " ERROR ");
        }
        try (AppProcess jar = AppProcess.start(environment, directory.resolve("test.log"), "test-alert")) {
            assertThat(jar.awaitExit()).isEqualTo(2);
            assertThat(jar.output()).contains("no channel is switched on: set for example ENABLE_SNS=true");
        }
    }

    private static void assertRow(Answer answer, String subject, String row) {
        assertThat(answer.row(subject)).as(answer.text()).matches(row);
    }

    @Test
    void allFaultsAreFoundInOneRun() {
        Answer answer = check(Map.of(
                "spot.queue", "absent",
                "spot.clusters", "blue,absent",
                "spot.store.url", "jdbc:postgresql://127.0.0.1:1/store",
                "spot.channel.email.password", "wrong",
                "spot.channel.sns.topic-arn", topic("absent"),
                "spot.channel.google-chat.webhook", webhook(FreePort.find())));

        assertRow(answer, "routes", "failed SPOT_QUEUE .*there is no queue .absent.*");
        assertRow(answer, "queue", "failed there is no queue absent .*aws sqs create-queue .*");
        assertRow(answer, "queue policy", "not tried .*");
        assertRow(answer, "clusters", "failed no such cluster .*: absent .*SPOT_CLUSTERS.*");
        assertRow(answer, "ecs:ListTasks", "ok .*");
        assertRow(answer, "store", "failed .*SPOT_STORE_URL.*");
        assertRow(answer, "channel email", "failed 127.0.0.1: SMTP login refused.*");
        assertRow(answer, "channel sns", "failed there is no topic " + topic("absent") + ".*");
        assertRow(answer, "channel google-chat", "failed 127.0.0.1: connection refused .*");
        assertThat(answer.exit()).isOne();
    }

    @Test
    void queueThatNothingFillsIsReported() {
        Answer answer = check(Map.of("spot.queue", "bare"));

        assertRow(answer, "queue policy", "failed does not let EventBridge send.*SPOT_PROVISION=true.*");
        assertRow(answer, "EventBridge rule", "warning no rule .*");
        assertRow(answer, "dead-letter queue", "warning the queue has no dead-letter queue.*create-queue.*");
        assertThat(answer.exit()).isOne();
    }

    @Test
    void whatTheStartMakesIsNotMissed() {
        Answer answer = check(Map.of("spot.queue", "bare", "spot.provision", "true"));

        assertRow(answer, "EventBridge rule", "not tried .*the start makes it.*");
        assertRow(answer, "queue policy", "not tried .*the start puts it right.*");
        assertThat(answer.exit()).isZero();
    }

    @Test
    void ruleAndPolicyThatDoNotFitAreReported() {
        Answer answer = check(Map.of("spot.queue", "other-rule", "spot.channel.email.tls", "starttls"));

        assertRow(answer, "EventBridge rule", "failed deaf does not let through: interruption-warning, .*");
        assertRow(answer, "queue policy", "failed lets EventBridge send for rule/other, not for rule/deaf.*");
        assertRow(answer, "channel email", "failed 127.0.0.1: the mail server does not offer STARTTLS .*");
    }

    @Test
    void ruleIsJudgedByTheEventsThatAreWanted() {
        String queue = "other-rule";

        assertRow(
                check(Map.of("spot.queue", queue, "spot.events", "task-interruption")),
                "EventBridge rule",
                "ok deaf lets through: task-interruption ?");
        assertRow(
                check(Map.of("spot.queue", queue, "spot.events", "task-interruption,state-change")),
                "EventBridge rule",
                "warning deaf does not let through: state-change .*SPOT_PROVISION.*aws.ec2.*");
    }

    @Test
    void recordKeepersAreReachedByTheRoutesThatTheyGoOnWith() {
        Answer answer = check(Map.of(
                "spot.channel.jira.enabled", "true",
                "spot.channel.jira.url", CHAT.url(),
                "spot.channel.jira.username", "me@example.com",
                "spot.channel.jira.token", SECRET,
                "spot.channel.jira.project", "OPS"));

        assertRow(answer, "channel jira", "ok 127.0.0.1:" + CHAT_PORT + " is reached; nothing was posted ?");
        assertThat(answer.text()).containsOnlyOnce("channel jira");
    }

    @Test
    void recoveryOnAFifoQueueIsAWarning() {
        assertRow(check(Map.of("spot.queue", "spot.fifo")), "recovery", "warning a FIFO queue .*SPOT_RECOVERY.*");
    }

    @Test
    void encryptionThatEventBridgeCannotWriteToFails() {
        assertRow(
                check(Map.of("spot.queue", "encrypted")),
                "queue encryption",
                "failed .*alias/aws/sqs.*SqsManagedSseEnabled.*");
        assertRow(check(Map.of("spot.queue", "own-key")), "queue encryption", "warning .*kms:GenerateDataKey.*");
    }

    @Test
    void badSettingsKeepNothingElseFromBeingLookedAt() {
        Answer answer = check(Map.of("spot.store.url", "mysql", "spot.batch.interval", "10m"));

        assertThat(answer.text())
                .contains(
                        "SPOT_STORE_URL (spot.store.url): does not begin",
                        "SPOT_BATCH_INTERVAL (spot.batch.interval): \"10m\"");
        assertRow(answer, "store", "not tried .*");
        assertRow(answer, "routes", "not tried .*");
        assertRow(answer, "queue policy", "ok .*");
        assertRow(answer, "channel email", "ok .*");
        assertThat(answer.exit()).isOne();
    }

    @Test
    void misspeltSettingIsAWarning() {
        Answer answer = check(Map.of("spot.cluster", "blue"));

        assertRow(answer, "settings", "ok .*");
        assertThat(answer.text()).contains("unknown setting spot.cluster; did you mean spot.clusters?", " 1 warning");
        assertThat(answer.exit()).isZero();
    }

    @Test
    void missingRightsAreReported() {
        MOTO.fail("DescribeTasks", "AccessDeniedException", 400, 99);
        MOTO.fail("DescribeSpotInstanceRequests", "UnauthorizedOperation", 403, 99);
        MOTO.fail("DescribeInstances", "UnauthorizedOperation", 403, 99);
        MOTO.fail("DeleteMessage", "AccessDenied", 403, 99);
        MOTO.fail("GetTopicAttributes", "AuthorizationError", 403, 99);
        MOTO.fail("ListRuleNamesByTarget", "AccessDeniedException", 400, 99);

        Answer answer = check(Map.of());

        assertRow(answer, "ecs:DescribeTasks", "failed cluster .*blue: refused.*allow ecs:DescribeTasks.*");
        assertRow(answer, "ecs:ListTasks", "ok .*");
        assertRow(answer, "ec2:DescribeInstances", "failed refused.*allow ec2:DescribeInstances.*");
        assertRow(answer, "sqs:DeleteMessage", "failed refused.*");
        // The program works without these.
        assertRow(answer, "ec2:DescribeSpotInstanceRequests", "warning refused.*");
        assertRow(answer, "channel sns", "not tried .*sns:GetTopicAttributes.*");
        assertRow(answer, "EventBridge rule", "not tried .*events:ListRuleNamesByTarget.*");
    }

    @Test
    void expiredCredentialsFailAndTheRestIsLookedAt() {
        MOTO.expire("gone");

        Answer answer = check(Map.of("aws.accessKeyId", "gone"));

        assertThat(answer.row("credentials")).startsWith("failed ExpiredToken");
        assertThat(answer.row("channel email")).startsWith("ok");
        assertThat(answer.exit()).isOne();
    }

    @Test
    void whatIsSlowDoesNotHoldUpTheRest() {
        MOTO.delay("DescribeServices", Duration.ofSeconds(20), 99);

        // The call itself ends after ten seconds.
        Answer answer = check(Map.of(), "--timeout", "7");

        assertThat(answer.row("lookups")).startsWith("failed no answer within 7 s");
        assertThat(answer.row("queue policy")).startsWith("ok");
    }

    @Test
    void brokenFilesAndRoutesThatDoNotFitAreNamed() throws IOException {
        Path routes = copyOfRoutes();
        Path own = routes.resolve("channels/own.camel.yaml");
        Files.writeString(own, "- route:\n    id: [\n");
        assertThat(check(Map.of("spot.routes", routes.toString())).row("routes"))
                .startsWith("failed channels/own.camel.yaml: line ");

        Files.delete(own);
        Path decide = routes.resolve("pipeline/decide.camel.yaml");
        Files.writeString(decide, Files.readString(decide).replace("ref: decisions", "ref: decisionz"));
        assertThat(check(Map.of("spot.routes", routes.toString())).row("routes"))
                .startsWith("failed route decide: ")
                .contains("decisionz");
    }

    private Path copyOfRoutes() throws IOException {
        Path copy = directory.resolve("routes");
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(Path.of("routes").relativize(file)));
            }
        }
        return copy;
    }

    @Test
    void programThatNotifiesNobodyFails() {
        Answer answer = check(Map.of(
                "spot.channel.sns.enabled", "false",
                "spot.channel.google-chat.enabled", "false",
                "spot.channel.email.enabled", "false"));

        assertThat(answer.row("channels")).startsWith("failed none is switched on");
        assertThat(answer.exit()).isOne();
    }
}
