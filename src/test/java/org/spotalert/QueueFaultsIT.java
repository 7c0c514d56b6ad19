package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
import org.spotalert.local.MotoServer;
import org.spotalert.local.Outage;
import org.spotalert.local.Variables;

/** The real jar while SQS fails in every way it can: it goes on by itself when SQS is back, and has lost nothing. */
class QueueFaultsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern RECEIVED_AGAIN = Pattern.compile("spot_events_received_total\\{[^}]*} [2-9]");

    @TempDir
    private Path directory;

    private final MotoServer moto = MotoServer.start();
    private final AwsWorld aws = new AwsWorld(moto.endpoint());
    private final Outage outage = Outage.before(moto.endpoint());
    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void furnish() {
        aws.queue("spot", 5);
        aws.cluster("blue");
        settings.putAll(Variables.aws(outage.endpoint()));
        settings.putAll(Variables.sns(aws.topic("alerts")));
        settings.put("SPOT_QUEUE_VISIBILITY_TIMEOUT", "5");
    }

    @AfterEach
    void tearDown() {
        outage.close();
        aws.close();
        moto.close();
    }

    private AppProcess start() {
        return AppProcess.start(settings, directory.resolve("program.log"));
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

    private static void health(AppProcess program, String status, String says) {
        await("health " + status + " " + says)
                .atMost(SOON)
                // until the program listens
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    String health = program.get("/observe/health");
                    return health.startsWith(status) && health.contains(says);
                });
    }

    @Test
    void queueThatIsDeletedAndMadeAgainIsReadOn() {
        try (AppProcess program = start()) {
            program.awaitReady();
            awaitSent(warn());

            aws.deleteQueue("spot");
            health(program, "503", "the queue cannot be read");
            aws.queue("spot", 5);

            awaitSent(warn());
            health(program, "200", "UP");
        }
    }

    @Test
    void queueThatCannotBeReachedForAWhileIsReadOn() {
        try (AppProcess program = start()) {
            program.awaitReady();
            outage.begin();
            health(program, "503", "the queue cannot be read: connection refused");
            String instance = warn();

            outage.end();

            awaitSent(instance);
            health(program, "200", "UP");
        }
    }

    @Test
    void queueThatGivesNoAnswerForAWhileIsReadOn() {
        survive(Duration.ZERO);
    }

    @Test
    @Tag("chaos")
    void queueThatGivesNoAnswerForAMinuteIsReadOn() {
        survive(Duration.ofMinutes(1));
    }

    /** Connections are refused for this long, and then, after one alert, taken and never answered. */
    private void survive(Duration length) {
        try (AppProcess program = start()) {
            program.awaitReady();
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
            health(program, "200", "UP");
        }
    }

    private static void staysDown(AppProcess program, Duration length, String reason) {
        health(program, "503", "the queue cannot be read: " + reason);
        await("outage")
                .during(length)
                .atMost(length.plus(SOON))
                .until(() -> program.get("/observe/health").startsWith("503"));
    }

    @Test
    void messageThatCannotBeDeletedIsSentOnceAndDeletedLater() {
        // Two deletions fail, each after three attempts.
        moto.fail("DeleteMessageBatch", "ServiceUnavailable", 503, 6);
        try (AppProcess program = start()) {
            program.awaitReady();
            String instance = warn();

            await("queue").atMost(SOON).until(() -> aws.depth("spot") == 0);

            assertThat(aws.messages("alerts"))
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.body()).contains(instance));
            assertThat(program.output()).contains("message is worked off but cannot be deleted");
        }
    }

    @Test
    void messageWhoseVisibilityCannotBeExtendedIsSentOnce() {
        moto.fail("ChangeMessageVisibilityBatch", "ServiceUnavailable", 503, 1000);
        moto.delay("DescribeInstances", Duration.ofSeconds(30), 1000);
        settings.put("SPOT_QUEUE_VISIBILITY_TIMEOUT", "2");
        // Time enough for the message to come back while its alert waits.
        settings.put("SPOT_ENRICH_TIMEOUT", "10s");
        try (AppProcess program = start()) {
            program.awaitReady();
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
    void programThatStartsWhileSqsIsDownBeginsWhenItIsBack() {
        outage.begin();
        String instance = warn();
        try (AppProcess program = start()) {
            health(program, "503", "the queue cannot be read: connection refused");
            await("alive")
                    .atMost(SOON)
                    .until(() -> program.get("/observe/health/live").startsWith("200"));

            outage.end();

            awaitSent(instance);
            health(program, "200", "UP");
        }
    }

    @Test
    void credentialsMayComeLateAndBeRefusedBeforeTheirTime() {
        WireMockServer credentials = new WireMockServer(wireMockConfig().dynamicPort());
        credentials.start();
        settings.remove("AWS_ACCESS_KEY_ID");
        settings.remove("AWS_SECRET_ACCESS_KEY");
        settings.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", credentials.baseUrl() + "/credentials");
        try (AppProcess program = start()) {
            health(program, "503", "the queue cannot be read: no credentials");
            handsOut(credentials, "old");
            awaitSent(warn());

            moto.expire("old");
            health(program, "503", "the queue cannot be read: ExpiredToken");
            String instance = warn();
            handsOut(credentials, "new");

            awaitSent(instance);
            health(program, "200", "UP");
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
    void queueWithoutADeadLetterQueueIsWarnedOf() {
        aws.deleteQueue("spot");
        aws.plainQueue("spot");
        try (AppProcess program = start()) {
            program.awaitReady();

            health(program, "200", "warning: the queue has no dead-letter queue");
            assertThat(program.output()).containsOnlyOnce("queue keeps messages badly");
        }
    }

    @Test
    void deadLettersAreWarnedOf() {
        aws.send("spot-dead", "{}");
        try (AppProcess program = start()) {
            program.awaitReady();

            health(program, "200", "warning: 1 in the dead-letter queue spot-dead");
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
        try (AppProcess program = start()) {
            program.awaitReady();

            awaitSent(member.instanceId());
            assertThat(program.get("/observe/metrics"))
                    .containsPattern("spot_alerts_total\\{[^}]*channel=\"sns\"[^}]*outcome=\"sent\"[^}]*} 1")
                    .containsPattern("spot_alerts_total\\{[^}]*channel=\"sns\"[^}]*outcome=\"failed\"[^}]*} 0");
        }
    }
}
