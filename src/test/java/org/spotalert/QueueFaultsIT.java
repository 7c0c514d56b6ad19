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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Outage;

/** The real jar while SQS fails in every way it can: it goes on by itself when SQS is back, and has lost nothing. */
class QueueFaultsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

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
        settings.putAll(Map.of(
                "AWS_ENDPOINT_URL", outage.endpoint().toString(),
                "AWS_REGION", AwsWorld.REGION,
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "SPOT_QUEUE", "spot",
                "SPOT_QUEUE_VISIBILITY_TIMEOUT", "5",
                "ENABLE_SNS", "true",
                "SNS_TOPIC_ARN", aws.topic("alerts")));
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

    private void told(String instance) {
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
            told(warn());

            aws.deleteQueue("spot");
            health(program, "503", "the queue cannot be read");
            aws.queue("spot", 5);

            told(warn());
            health(program, "200", "UP");
        }
    }

    @Test
    void queueThatCannotBeReachedForAWhileIsReadOn() {
        try (AppProcess program = start()) {
            program.awaitReady();
            outage.begin();
            health(program, "503", "the queue cannot be read: no connection");
            String instance = warn();

            outage.end();

            told(instance);
            health(program, "200", "UP");
        }
    }

    @Test
    void programThatStartsWhileSqsIsDownBeginsWhenItIsBack() {
        outage.begin();
        String instance = warn();
        try (AppProcess program = start()) {
            health(program, "503", "the queue cannot be read: no connection");
            await("alive")
                    .atMost(SOON)
                    .until(() -> program.get("/observe/health/live").startsWith("200"));

            outage.end();

            told(instance);
            health(program, "200", "UP");
        }
    }

    @Test
    void expiredCredentialsAreRenewed() {
        WireMockServer credentials = new WireMockServer(wireMockConfig().dynamicPort());
        credentials.start();
        // The SDK renews credentials a minute before they expire.
        handsOut(credentials, "old", Instant.now().plusSeconds(75));
        settings.remove("AWS_ACCESS_KEY_ID");
        settings.remove("AWS_SECRET_ACCESS_KEY");
        settings.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", credentials.baseUrl() + "/credentials");
        try (AppProcess program = start()) {
            program.awaitReady();
            moto.expire("old");
            health(program, "503", "ExpiredToken");
            String instance = warn();

            handsOut(credentials, "new", Instant.now().plusSeconds(3600));

            told(instance);
            health(program, "200", "UP");
        } finally {
            credentials.stop();
        }
    }

    private static void handsOut(WireMockServer credentials, String accessKey, Instant expiration) {
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
            assertThat(program.output()).containsOnlyOnce("the queue has no dead-letter queue");
        }
    }

    @Test
    void deadLettersAreWarnedOf() {
        aws.send("spot-dead", "{}");
        try (AppProcess program = start()) {
            program.awaitReady();

            health(program, "200", "warning: messages rest in the dead-letter queue spot-dead");
        }
    }

    @Test
    void clocksThatDifferHoldNothingUp() {
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

            told(member.instanceId());
        }
    }
}
