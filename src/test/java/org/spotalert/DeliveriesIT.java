package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.local.PostgresServer;

/** Each channel sends once, whatever repeats, fails or starts again. */
class DeliveriesIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String WARNING = "interruption-warning-terminate";

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());
    private static final WireMockServer CHAT =
            new WireMockServer(wireMockConfig().dynamicPort());

    private final Map<String, String> settings = new HashMap<>();
    private String instance = "";

    @BeforeAll
    static void furnish() {
        CHAT.start();
        AWS.queue("spot", 5);
        AWS.cluster("blue");
        AWS.topic("alerts");
    }

    @AfterAll
    static void tearDown() {
        AWS.close();
        MOTO.close();
        CHAT.stop();
    }

    @BeforeEach
    void allWell() {
        CHAT.resetAll();
        chatAnswers(okJson("{}"));
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "family:web", 1);
        instance = member.instanceId();
        settings.put("spot.store.lease", "4s");
        settings.putAll(Map.of(
                "spot.queue", "spot",
                "spot.queue.visibility-timeout", "2",
                "spot.batch.interval", "100ms",
                "spot.channel.sns.enabled", "true",
                "spot.channel.sns.topic-arn", "arn:aws:sns:" + AwsWorld.REGION + ":" + AwsWorld.ACCOUNT + ":alerts",
                "spot.channel.google-chat.enabled", "true",
                "spot.channel.google-chat.webhook",
                        "http://127.0.0.1:" + CHAT.port() + "/v1/spaces/TEST/messages?key=k&token=t",
                "spot.webhook.allowed-hosts", "127.0.0.1:" + CHAT.port()));
    }

    @AfterEach
    void nothingIsLeft() {
        queueIsEmpty();
        assertThat(AWS.messages("alerts")).isEmpty();
    }

    private static void chatAnswers(ResponseDefinitionBuilder answer) {
        CHAT.stubFor(post(anyUrl()).willReturn(answer));
    }

    private Program program() throws Exception {
        return Program.start(MOTO.endpoint(), settings);
    }

    private static void queueIsEmpty() {
        await("queue").atMost(SOON).until(() -> AWS.depth("spot") == 0);
    }

    private static int chatted() {
        return CHAT.getAllServeEvents().size();
    }

    private static void sentOnce() {
        queueIsEmpty();
        assertThat(AWS.messages("alerts")).hasSize(1);
        assertThat(chatted()).isOne();
    }

    private void warn() {
        AWS.send("spot", Events.now(WARNING, instance));
    }

    @Test
    void duplicatesWithTheSameIdOrAnotherAreSentOnce() throws Exception {
        try (Program program = program()) {
            String event = Events.now(WARNING, instance);
            AWS.send("spot", event);
            AWS.send("spot", event);
            await("first").atMost(SOON).until(() -> chatted() == 1);
            AWS.send("spot", event);
            AWS.send("spot", event.replace("0b7e4a52", "77777777"));

            sentOnce();
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void recommendationAndWarningAreTwoMessages() throws Exception {
        try (Program program = program()) {
            AWS.send("spot", Events.now("rebalance-recommendation", instance));
            // In one batch they would be one message.
            await("recommendation").atMost(SOON).until(() -> chatted() == 1);
            warn();

            queueIsEmpty();
            assertThat(chatted()).isEqualTo(2);
            assertThat(AWS.messages("alerts")).hasSize(2);
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void stoppedInstanceThatRunsAgainIsSentAgain() throws Exception {
        try (Program program = program()) {
            AWS.send(
                    "spot",
                    Events.at(
                            "interruption-warning-stop", instance, Instant.now().minusSeconds(3600)));
            queueIsEmpty();
            AWS.send("spot", Events.at("interruption-warning-stop", instance, Instant.now()));

            queueIsEmpty();
            assertThat(AWS.messages("alerts")).hasSize(2);
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void channelThatFailsGetsItsAlertWhenItIsBackAndNobodyElseAgain() throws Exception {
        // Longer than is waited for in the channel, so that the queue has to bring the alert back.
        chatAnswers(aResponse().withStatus(429).withHeader("Retry-After", "60"));
        try (Program program = program()) {
            warn();
            await("two tries").atMost(SOON).until(() -> chatted() >= 2);

            CHAT.resetAll();
            chatAnswers(okJson("{}"));

            await("chat").atMost(SOON).until(() -> chatted() == 1);
            sentOnce();
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void fallbackStandsByAndStandsInForGood() throws Exception {
        settings.put("spot.channel.google-chat.fallback", "sns");
        try (Program program = program()) {
            warn();
            await("chat").atMost(SOON).until(() -> chatted() == 1);
            queueIsEmpty();
            assertThat(AWS.messages("alerts")).isEmpty();

            chatAnswers(aResponse().withStatus(404));
            Member other = AWS.members("blue", 1).get(0);
            AWS.tasks(other, "family:web", 1);
            AWS.send("spot", Events.now(WARNING, other.instanceId()));
            queueIsEmpty();
            AWS.send("spot", Events.now(WARNING, other.instanceId()));

            queueIsEmpty();
            assertThat(AWS.messages("alerts"))
                    .singleElement()
                    .satisfies(message -> assertThat(message.body())
                            .contains("Sent here because google-chat failed: HTTP 404 Not Found."));
            assertThat(chatted()).isEqualTo(2);
            assertThat(get(program, "/observe/metrics").body())
                    .containsPattern("channel=\"google-chat\",outcome=\"sent\"[^}]*} 1.0")
                    .containsPattern("channel=\"google-chat\",outcome=\"failed\"[^}]*} 1.0")
                    .containsPattern("channel=\"sns\",outcome=\"sent\"[^}]*} 1.0");
        }
    }

    @Test
    void fallbackDoesNotWaitForAllAttempts() throws Exception {
        settings.put("spot.channel.google-chat.fallback", "sns");
        settings.put("spot.channel.fallback-after", "1s");
        chatAnswers(aResponse().withStatus(503));
        try (Program program = program()) {
            warn();

            queueIsEmpty();
            assertThat(AWS.messages("alerts"))
                    .singleElement()
                    .satisfies(message -> assertThat(message.body())
                            .contains("Sent here because google-chat failed: HTTP 503 Service Unavailable."));
            // The second attempt comes after about a second, the third after three; without an end there are five.
            assertThat(chatted()).isBetween(2, 3);
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void failingFallbackLeavesTheMessageOnTheQueue() throws Exception {
        settings.put("spot.channel.google-chat.fallback", "sns");
        settings.put("spot.channel.sns.topic-arn", "arn:aws:sns:eu-west-1:123456789012:missing");
        chatAnswers(aResponse().withStatus(404));
        try (Program program = program()) {
            warn();

            await("two tries").atMost(SOON).until(() -> chatted() >= 2);
            chatAnswers(okJson("{}"));

            queueIsEmpty();
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void unreachableStoreStopsNeitherTheStartNorAnAlert() throws Exception {
        settings.put("spot.store.url", "jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/store");
        try (Program program = program()) {
            warn();

            sentOnce();
            assertThat(health(program).statusCode()).isEqualTo(200);
            assertThat(health(program).body()).contains("warning: the store fails");
        }
    }

    @Test
    void copiesOfAnAlertAreSentOnceWithoutTheStore() throws Exception {
        settings.put("spot.store.url", "jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/store");
        // Each copy is a batch of its own, while the first one is still being sent.
        settings.put("spot.batch.interval", "0s");
        chatAnswers(okJson("{}").withFixedDelay(1_500));
        try (Program program = program()) {
            await("the store").atMost(SOON).until(() -> health(program).body().contains("the store fails"));
            for (int copy = 0; copy < 20; copy++) {
                warn();
            }

            await("queue").atMost(Duration.ofSeconds(90)).until(() -> AWS.depth("spot") == 0);
            sentOnce();
            assertThat(AWS.depth("spot-dead")).isZero();
        }
    }

    @Test
    void copyOfAnAlertThatIsBeingSentWaitsWithoutUsingUpItsReceives() throws Exception {
        settings.put("spot.batch.interval", "0s");
        // Far longer than five times the visibility timeout.
        chatAnswers(okJson("{}").withFixedDelay(18_000));
        try (Program program = program()) {
            warn();
            await("chat").atMost(SOON).until(() -> !AWS.messages("alerts").isEmpty());
            warn();
            warn();

            await("queue").atMost(Duration.ofSeconds(90)).until(() -> AWS.depth("spot") == 0);
            assertThat(chatted()).isOne();
            assertThat(AWS.depth("spot-dead")).isZero();
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void storeThatIsLostAndComesBackLosesNoAlert() throws Exception {
        try (PostgresServer postgres = PostgresServer.start()) {
            settings.put("spot.store.url", postgres.url());
            try (Program program = program()) {
                await("the store")
                        .atMost(SOON)
                        .until(() -> !health(program).body().contains("the store fails"));
                postgres.stop();
                warn();
                sentOnce();
                await("the warning")
                        .atMost(SOON)
                        .until(() -> health(program).body().contains("the store fails"));

                postgres.startAgain();

                await("the store")
                        .atMost(SOON)
                        .until(() -> !health(program).body().contains("the store fails"));
                Member other = AWS.members("blue", 1).get(0);
                AWS.tasks(other, "family:web", 1);
                String event = Events.now(WARNING, other.instanceId());
                AWS.send("spot", event);
                await("chat").atMost(SOON).until(() -> chatted() == 2);
                AWS.send("spot", event);
                queueIsEmpty();
                assertThat(chatted()).isEqualTo(2);
                assertThat(AWS.messages("alerts")).hasSize(1);
            }
        }
    }

    private static HttpResponse<String> health(Program program) throws Exception {
        return get(program, "/observe/health");
    }

    private static HttpResponse<String> get(Program program, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(program.management(path)).build(), BodyHandlers.ofString());
    }

    @Test
    void restartRemembersWhatWasSent(@TempDir Path directory) throws Exception {
        settings.put("spot.store.url", "jdbc:h2:file:" + directory.resolve("store"));
        for (int start = 0; start < 2; start++) {
            try (Program program = program()) {
                warn();
                queueIsEmpty();
                assertThat(program.context().isStarted()).isTrue();
            }
        }

        sentOnce();
    }

    @Test
    void replicasSendOnceBetweenThem() throws Exception {
        List<String> instances = AWS.members("blue", 10).stream()
                .peek(member -> AWS.tasks(member, "family:web", 1))
                .map(Member::instanceId)
                .toList();
        try (PostgresServer postgres = PostgresServer.start()) {
            settings.put("spot.store.url", postgres.url());
            try (Program one = program()) {
                settings.put("camel.main.name", "replica");
                try (Program other = program()) {
                    for (int copy = 0; copy < 3; copy++) {
                        instances.forEach(id -> AWS.send("spot", Events.now(WARNING, id)));
                    }
                    queueIsEmpty();
                    assertThat(List.of(one.context(), other.context())).allMatch(context -> context.isStarted());
                }
            }
        }

        List<String> sent = new ArrayList<>();
        CHAT.getAllServeEvents().forEach(event -> sent.add(event.getRequest().getBodyAsString()));
        assertThat(instances)
                .allSatisfy(id ->
                        assertThat(sent).filteredOn(text -> text.contains(id)).hasSize(1));
        while (!AWS.messages("alerts").isEmpty()) {
            // counted by the chat already
        }
    }
}
