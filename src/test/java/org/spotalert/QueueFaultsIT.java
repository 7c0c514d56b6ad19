package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.LogLines;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Outage;
import org.spotalert.local.Variables;
import org.spotalert.platform.aws.sqs.Acknowledgements;
import org.spotalert.platform.aws.sqs.DeadLetterWatch;

/** The real program while SQS fails in every way it can: it goes on by itself when SQS is back, and has lost nothing. */
class QueueFaultsIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Pattern RECEIVED_AGAIN = Pattern.compile("spot_events_received_total\\{[^}]*} [2-9]");

    private final MotoServer moto = MotoServer.start();
    private final AwsWorld aws = new AwsWorld(moto.endpoint());
    private final Outage outage = Outage.before(moto.endpoint());
    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void furnish() {
        aws.queue("spot", 5);
        aws.cluster("blue");
        settings.put("spot.queue", "spot");
        settings.put("spot.queue.visibility-timeout", "5");
        settings.put("spot.channel.sns.enabled", "true");
        settings.put("spot.channel.sns.topic-arn", aws.topic("alerts"));
    }

    @AfterEach
    void tearDown() {
        outage.close();
        aws.close();
        moto.close();
    }

    private Program start() throws Exception {
        return Program.start(outage.endpoint(), settings);
    }

    private String warn() {
        Member member = aws.members("blue", 1).get(0);
        aws.tasks(member, "family:web", 1);
        aws.send("spot", Events.now("interruption-warning-terminate", member.instanceId()));
        return member.instanceId();
    }

    private void awaitSent(String instance) {
        await("alert about " + instance)
                .atMost(SOON)
                .until(() -> aws.messages("alerts").stream()
                        .anyMatch(message -> message.body().contains(instance)));
        await("queue").atMost(SOON).until(() -> aws.depth("spot") == 0);
    }

    @Test
    void queueThatIsDeletedAndMadeAgainIsReadOn() throws Exception {
        try (Program program = start()) {
            awaitSent(warn());

            aws.deleteQueue("spot");
            program.awaitHealth("503", "the queue cannot be read");
            aws.queue("spot", 5);

            awaitSent(warn());
            program.awaitHealth("200", "UP");
        }
    }

    @Test
    void queueThatCannotBeReachedForAWhileIsReadOn() throws Exception {
        try (Program program = start()) {
            outage.begin();
            program.awaitHealth("503", "the queue cannot be read: connection refused");
            String instance = warn();

            outage.end();

            awaitSent(instance);
            program.awaitHealth("200", "UP");
        }
    }

    @Test
    void queueThatGivesNoAnswerForAWhileIsReadOn() throws Exception {
        survive(Duration.ZERO);
    }

    @Test
    @Tag("chaos")
    void queueThatGivesNoAnswerForAMinuteIsReadOn() throws Exception {
        survive(Duration.ofMinutes(1));
    }

    /** Connections are refused for this long, and then, after one alert, taken and never answered. */
    private void survive(Duration length) throws Exception {
        try (Program program = start()) {
            outage.begin();
            String duringRefusal = warn();
            staysDown(program, length, "connection refused");
            outage.end();
            awaitSent(duringRefusal);

            outage.beginSilently();
            String duringSilence = warn();
            staysDown(program, length, "no answer in time");
            outage.end();
            awaitSent(duringSilence);
            program.awaitHealth("200", "UP");
        }
    }

    private static void staysDown(Program program, Duration length, String reason) {
        program.awaitHealth("503", "the queue cannot be read: " + reason);
        await("outage")
                .during(length)
                .atMost(length.plus(SOON))
                .until(() -> program.get("/observe/health").startsWith("503"));
    }

    @Test
    void messageThatCannotBeDeletedIsSentOnceAndDeletedLater() throws Exception {
        // Two deletions fail, each after three attempts.
        moto.fail("DeleteMessageBatch", "ServiceUnavailable", 503, 6);
        try (LogLines log = new LogLines(Acknowledgements.class);
                Program program = start()) {
            String instance = warn();

            await("queue").atMost(SOON).until(() -> aws.depth("spot") == 0);

            assertThat(aws.messages("alerts"))
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.body()).contains(instance));
            assertThat(log.texts()).anyMatch(line -> line.startsWith("message is worked off but cannot be deleted"));
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void messageWhoseVisibilityCannotBeExtendedIsSentOnce() throws Exception {
        moto.fail("ChangeMessageVisibilityBatch", "ServiceUnavailable", 503, 1000);
        moto.delay("DescribeInstances", Duration.ofSeconds(30), 1000);
        settings.put("spot.queue.visibility-timeout", "2");
        // Time enough for the message to come back while its alert waits.
        settings.put("spot.enrich.timeout", "10s");
        try (Program program = start()) {
            String instance = warn();

            await("its return")
                    .atMost(SOON)
                    .until(() -> RECEIVED_AGAIN
                            .matcher(program.get("/observe/metrics"))
                            .find());
            moto.clearFaults();
            await("queue").atMost(SOON).until(() -> aws.depth("spot") == 0);

            assertThat(aws.messages("alerts"))
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.body()).contains(instance));
        }
    }

    @Test
    void programThatStartsWhileSqsIsDownBeginsWhenItIsBack() throws Exception {
        outage.begin();
        String instance = warn();
        try (Program program = start()) {
            program.awaitHealth("503", "the queue cannot be read: connection refused");
            await("alive")
                    .atMost(SOON)
                    .until(() -> program.get("/observe/health/live").startsWith("200"));

            outage.end();

            awaitSent(instance);
            program.awaitHealth("200", "UP");
        }
    }

    @Test
    void credentialsMayComeLateAndBeRefusedBeforeTheirTime(@TempDir Path directory) {
        WireMockServer credentials = new WireMockServer(wireMockConfig().dynamicPort());
        credentials.start();
        Map<String, String> variables = new HashMap<>(Variables.aws(outage.endpoint()));
        variables.putAll(Variables.sns(aws.topic("alerts")));
        variables.keySet().removeAll(List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"));
        variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", credentials.baseUrl() + "/credentials");
        try (AppProcess program = AppProcess.start(variables, directory.resolve("program.log"))) {
            program.awaitHealth("503", "the queue cannot be read: no credentials");
            handsOut(credentials, "old");
            awaitSent(warn());

            moto.expire("old");
            program.awaitHealth("503", "the queue cannot be read: ExpiredToken");
            String instance = warn();
            handsOut(credentials, "new");

            awaitSent(instance);
            program.awaitHealth("200", "UP");
        } finally {
            credentials.stop();
        }
    }

    /** Credentials that are good for hours, as far as their source and the SDK know. */
    private static void handsOut(WireMockServer credentials, String accessKey) {
        Instant expiration = Instant.now().plus(Duration.ofHours(6));
        credentials.stubFor(get("/credentials").willReturn(okJson("""
                        {"AccessKeyId":"%s","SecretAccessKey":"secret","Token":"token","Expiration":"%s"}""".formatted(accessKey, expiration))));
    }

    @Test
    void queueWithoutADeadLetterQueueIsWarnedOf() throws Exception {
        aws.deleteQueue("spot");
        aws.plainQueue("spot");
        try (LogLines log = new LogLines(DeadLetterWatch.class);
                Program program = start()) {
            program.awaitHealth("200", "warning: the queue has no dead-letter queue");
            await("log")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(log.texts())
                            .filteredOn(line -> line.startsWith("queue keeps messages badly"))
                            .hasSize(1));
        }
    }

    @Test
    void deadLettersAreWarnedOf() throws Exception {
        aws.send("spot-dead", "{}");
        try (Program program = start()) {
            program.awaitHealth("200", "warning: 1 in the dead-letter queue spot-dead");
        }
    }

    @Test
    void clocksThatDifferHoldNothingUp() throws Exception {
        Member member = aws.members("blue", 1).get(0);
        aws.tasks(member, "family:web", 1);
        aws.send(
                "spot",
                Events.at(
                        "interruption-warning-terminate",
                        member.instanceId(),
                        Instant.now().plusSeconds(3600)));
        try (Program program = start()) {
            awaitSent(member.instanceId());
            assertThat(program.get("/observe/metrics"))
                    .containsPattern("spot_alerts_total\\{[^}]*channel=\"sns\"[^}]*outcome=\"sent\"[^}]*} 1")
                    .containsPattern("spot_alerts_total\\{[^}]*channel=\"sns\"[^}]*outcome=\"failed\"[^}]*} 0");
        }
    }
}
