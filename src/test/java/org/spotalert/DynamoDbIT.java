package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.app.StartupFailures;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.local.Outage;
import org.spotalert.platform.management.Login;

/** The guarantees with the store in DynamoDB: each channel has each alert once, whoever restarts and whatever is away. */
class DynamoDbIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String WARNING = "interruption-warning-terminate";
    private static final String AWAY = "warning: the store fails";
    private static final Login LOGIN = new Login("admin", "a-password-that-nobody-guesses");

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());
    private static final WireMockServer CHAT =
            new WireMockServer(wireMockConfig().dynamicPort());

    private final HttpClient http = HttpClient.newHttpClient();
    private final Outage way = Outage.before(MOTO.endpoint());
    private final Map<String, String> settings = new HashMap<>();

    @BeforeAll
    static void furnish() {
        CHAT.start();
        AWS.queue("spot", 5);
        AWS.cluster("blue");
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
        CHAT.stubFor(post(anyUrl()).willReturn(okJson("{}")));
        System.setProperty("aws.endpointUrlDynamoDb", way.endpoint().toString());
        settings.putAll(Map.of(
                "spot.queue", "spot",
                "spot.queue.visibility-timeout", "2",
                "spot.batch.interval", "100ms",
                "spot.store.url", "dynamodb:spot-" + UUID.randomUUID(),
                "spot.provision", "true",
                "spot.management.password", LOGIN.password(),
                "spot.channel.google-chat.enabled", "true",
                "spot.channel.google-chat.webhook",
                        "http://127.0.0.1:" + CHAT.port() + "/v1/spaces/TEST/messages?key=k&token=t",
                "spot.webhook.allowed-hosts", "127.0.0.1:" + CHAT.port()));
    }

    @AfterEach
    void wayIsFree() {
        System.clearProperty("aws.endpointUrlDynamoDb");
        way.close();
    }

    private Program program() throws Exception {
        return Program.start(MOTO.endpoint(), settings);
    }

    private static String instance() {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "family:web", 1);
        return member.instanceId();
    }

    private static void warn(String instance) {
        AWS.send("spot", Events.now(WARNING, instance));
    }

    private static void queueIsEmpty() {
        await("queue").atMost(SOON).until(() -> AWS.depth("spot") == 0);
    }

    private static long sent(String instance) {
        return CHAT.getAllServeEvents().stream()
                .filter(event -> event.getRequest().getBodyAsString().contains(instance))
                .count();
    }

    private String health(Program program) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(program.management("/observe/health?data=true"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private void storeAnswers(Program program) {
        await("the store").atMost(SOON).until(() -> !health(program).contains(AWAY));
    }

    private void storeIsAway(Program program) {
        await("the warning").atMost(SOON).until(() -> health(program).contains(AWAY));
    }

    @Test
    void missingTableStopsTheStart() {
        settings.put("spot.provision", "false");

        Throwable failure = catchThrowable(this::program);

        assertThat(StartupFailures.problems(failure))
                .singleElement()
                .asString()
                .startsWith("bad setting: SPOT_STORE_URL (spot.store.url): there is no table spot-")
                .contains("SPOT_PROVISION=true");
    }

    @Test
    void restartRemembersWhatWasSent() throws Exception {
        String instance = instance();
        for (int start = 0; start < 2; start++) {
            try (Program program = program()) {
                storeAnswers(program);
                warn(instance);
                queueIsEmpty();
            }
        }

        assertThat(sent(instance)).isOne();
    }

    @Test
    void storeThatIsAwayHoldsUpNeitherTheStartNorAnAlert() throws Exception {
        way.begin();
        String instance = instance();
        try (Program program = program()) {
            warn(instance);
            queueIsEmpty();
            assertThat(sent(instance)).isOne();
            storeIsAway(program);

            way.end();
            storeAnswers(program);
            warn(instance);
            queueIsEmpty();
        }

        assertThat(sent(instance)).isOne();
    }

    @Test
    void storeThatFallsSilentAndComesBackLosesNoAlert() throws Exception {
        try (Program program = program()) {
            storeAnswers(program);
            way.beginSilently();
            String instance = instance();
            warn(instance);
            queueIsEmpty();
            assertThat(sent(instance)).isOne();
            storeIsAway(program);

            way.end();
            storeAnswers(program);
            String other = instance();
            warn(other);
            warn(instance);
            await("chat").atMost(SOON).until(() -> sent(other) == 1);
            warn(other);
            queueIsEmpty();
            assertThat(List.of(sent(instance), sent(other))).containsExactly(1L, 1L);
        }
    }

    @Test
    void replicasSendOnceBetweenThem() throws Exception {
        // A copy of what is just being sent comes back a third later; no busy machine keeps one of the two from its
        // work so long.
        settings.put("spot.store.lease", "9s");
        List<String> instances = List.of(instance(), instance(), instance(), instance(), instance());
        try (Program one = program()) {
            settings.put("camel.main.name", "replica");
            try (Program other = program()) {
                storeAnswers(one);
                storeAnswers(other);
                for (int copy = 0; copy < 3; copy++) {
                    instances.forEach(DynamoDbIT::warn);
                }
                queueIsEmpty();
            }
        }

        assertThat(instances).allSatisfy(instance -> assertThat(sent(instance)).isOne());
    }

    @Test
    void silenceHoldsWhileItCanBeRead() throws Exception {
        try (Program program = program()) {
            await("silence").atMost(SOON).until(() -> silence(program) < 300);
            String quiet = instance();
            warn(quiet);
            queueIsEmpty();
            assertThat(sent(quiet)).isZero();

            way.begin();
            String loud = instance();
            warn(loud);
            queueIsEmpty();
            assertThat(sent(loud)).isOne();

            way.end();
            storeAnswers(program);
            String quietAgain = instance();
            warn(quietAgain);
            queueIsEmpty();
            assertThat(sent(quietAgain)).isZero();
        }
    }

    /** What docs/guarantees.md says that an alert costs. */
    @Test
    void anAlertCostsFewReadsAndWrites() throws Exception {
        try (Program program = program()) {
            storeAnswers(program);
            String instance = instance();
            MOTO.resetCalls();
            warn(instance);
            queueIsEmpty();
        }

        Map<String, Integer> calls = MOTO.calls();
        assertThat(calls).containsEntry("UpdateItem", 1).containsEntry("BatchWriteItem", 1);
        assertThat(calls.getOrDefault("PutItem", 0)).isBetween(1, 2);
        assertThat(calls.getOrDefault("BatchGetItem", 0)).isBetween(1, 2);
        assertThat(calls.getOrDefault("Query", 0)).isBetween(1, 2);
    }

    private int silence(Program program) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(program.management("/spot/silences"))
                .header("Authorization", LOGIN.authorization())
                .POST(BodyPublishers.ofString(
                        "{\"cluster\": [\"blue\"], \"for\": \"2h\", \"owner\": \"jane\", \"reason\": \"load test\"}"))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }
}
