package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.MotoServer;
import org.spotalert.local.WebhookReceiver;
import software.amazon.awssdk.services.sqs.model.Message;

/** How it ended, told by the real program, with services that change while it looks. */
class FollowUpIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String QUEUE = "follow";
    private static final String TOPIC = "endings";
    private static final String CLUSTER = "shop";
    private static final String WARNING = "interruption-warning-terminate";

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());
    private static final WireMockServer CHAT =
            new WireMockServer(wireMockConfig().dynamicPort());
    private static String topic = "";

    private final ObjectMapper json = new ObjectMapper();

    @BeforeAll
    static void furnish() {
        CHAT.start();
        CHAT.stubFor(post(anyUrl()).willReturn(okJson("{}")));
        AWS.queue(QUEUE, 5);
        AWS.cluster(CLUSTER);
        topic = AWS.topic(TOPIC);
    }

    @AfterAll
    static void stop() {
        AWS.close();
        MOTO.close();
        CHAT.stop();
    }

    @BeforeEach
    void allWell() {
        MOTO.clearFaults();
        MOTO.resetCalls();
        CHAT.resetRequests();
        while (!AWS.messages(TOPIC).isEmpty()) {
            // leftovers of the test before
        }
    }

    private static Program start(Map<String, String> more) throws Exception {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "spot.queue", QUEUE,
                "spot.queue.visibility-timeout", "5",
                "spot.batch.interval", "100ms",
                "spot.recovery", "true",
                "spot.recovery.interval", "1s",
                "spot.recovery.details", "10s",
                "spot.channel.sns.enabled", "true",
                "spot.channel.sns.topic-arn", topic));
        settings.put("spot.channel.google-chat.enabled", "true");
        settings.put(
                "spot.channel.google-chat.webhook",
                "http://127.0.0.1:" + CHAT.port() + "/v1/spaces/TEST/messages?key=k&token=secret%3D");
        settings.put("spot.channel.google-chat.messages-per-second", "100");
        settings.put("spot.webhook.allowed-hosts", "127.0.0.1:" + CHAT.port());
        settings.putAll(more);
        return Program.start(MOTO.endpoint(), settings);
    }

    /** A service of three tasks, two of them on the instance. */
    private static List<String> service(String name, Member member) {
        AWS.service(CLUSTER, name, 3);
        MOTO.service(CLUSTER, name, 3, null);
        return AWS.tasks(member, "service:" + name, 2);
    }

    private static void looks(int more) {
        int before = MOTO.calls().getOrDefault("DescribeContainerInstances", 0);
        await("looks")
                .atMost(SOON)
                .until(() -> MOTO.calls().getOrDefault("DescribeContainerInstances", 0) >= before + more);
    }

    /** The next message on SNS, by its kind. */
    private String published(String kind) {
        List<String> texts = new ArrayList<>();
        await(kind).atMost(SOON).until(() -> {
            AWS.messages(TOPIC).stream().map(message -> read(message.body())).forEach(message -> {
                assertThat(message.at("/MessageAttributes/kind/Value").asText()).isEqualTo(kind);
                texts.add(message.path("Subject").asText() + "\n"
                        + message.path("Message").asText());
            });
            return !texts.isEmpty();
        });
        assertThat(texts).hasSize(1);
        return texts.get(0);
    }

    private List<String> chatThreads() {
        return CHAT.getAllServeEvents().stream()
                .map(event -> read(event.getRequest().getBodyAsString())
                        .at("/thread/threadKey")
                        .asText())
                .distinct()
                .toList();
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static void tellsNothing() {
        assertThat(AWS.messages(TOPIC)).isEmpty();
    }

    @Test
    void recoveryIsToldOnceTheTasksOnTheInstanceHaveStopped() throws Exception {
        Member member = AWS.members(CLUSTER, 1).get(0);
        List<String> tasks = service("checkout", member);
        try (Program program = start(Map.of())) {
            assertThat(program.context().isStarted()).isTrue();
            AWS.send(QUEUE, Events.now(WARNING, member.instanceId()));
            published("interruption_warning");
            // As many run as shall, but among them those that will be lost.
            looks(3);
            tellsNothing();

            tasks.forEach(task -> AWS.stop(member, task, 0));
            MOTO.service(CLUSTER, "checkout", 1, null);
            looks(3);
            tellsNothing();

            MOTO.service(CLUSTER, "checkout", 3, null);
            assertThat(published("recovered"))
                    .contains("recovered", "1 of 1 service whole again after")
                    .containsPattern("checkout was below its minimum for about [1-9][0-9]? s")
                    .contains("3 of 3 running, 0 pending; whole again");
        }
        assertThat(CHAT.getAllServeEvents()).hasSize(2);
        assertThat(chatThreads()).containsExactly("spot/123456789012/eu-west-1/" + member.instanceId());
        assertThat(AWS.depth(QUEUE)).isZero();
    }

    @Test
    void whatIsMissingIsToldWhenTheTimeIsUp() throws Exception {
        List<Member> members = AWS.members(CLUSTER, 2);
        AWS.service(CLUSTER, "search", 3);
        members.forEach(member -> AWS.tasks(member, "service:search", 1));
        String reason = "(service search) was unable to place a task because no container instance met all of its"
                + " requirements.";
        MOTO.service(CLUSTER, "search", 1, reason);
        try (Program program = start(Map.of("spot.recovery.timeout", "3s", "spot.batch.interval", "1s"))) {
            assertThat(program.context().isStarted()).isTrue();
            // The first one opens the window; it is about an instance that nobody is told about.
            List<String> warnings = new ArrayList<>();
            AWS.instances(1, Map.of("Name", "elsewhere")).forEach(id -> warnings.add(Events.now(WARNING, id)));
            members.forEach(member -> warnings.add(Events.now(WARNING, member.instanceId())));
            AWS.sendAll(QUEUE, warnings);

            await("endings").atMost(SOON).until(() -> {
                long endings = CHAT.getAllServeEvents().stream()
                        .filter(event -> event.getRequest().getBodyAsString().contains("NOT recovered"))
                        .count();
                return endings > 0 && endings == chatThreads().size();
            });
        }
        assertThat(CHAT.getAllServeEvents()).hasSize(2 * chatThreads().size());
        assertThat(CHAT.getAllServeEvents().get(0).getRequest().getBodyAsString())
                .contains("0 of 1 service whole again", "not whole: search", reason, "1 of 3 running, 2 pending");
    }

    @Test
    void withoutItsStoreTheReminderTellsHowItEnded() throws Exception {
        Member member = AWS.members(CLUSTER, 1).get(0);
        List<String> tasks = service("vouchers", member);
        try (Program program = start(Map.of(
                "spot.recovery.interval",
                "2s",
                "spot.store.url",
                "jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/nowhere"))) {
            assertThat(program.context().isStarted()).isTrue();
            AWS.send(QUEUE, Events.now(WARNING, member.instanceId()));
            published("interruption_warning");

            tasks.forEach(task -> AWS.stop(member, task, 0));
            assertThat(published("recovered")).contains("1 of 1 service whole again", "vouchers");
        }
    }

    private static int calls(String action) {
        return MOTO.calls().getOrDefault(action, 0);
    }

    @Test
    void reminderThatFindsNoRoomIsPutOffAndHoldsNoWarningUp() throws Exception {
        List<Member> members = AWS.members(CLUSTER, 3);
        service("lamps", members.get(0));
        service("shades", members.get(1));
        service("bulbs", members.get(2));
        try (Program program = start(Map.of("spot.recovery.interval", "4s", "spot.batch.max-in-flight", "1"))) {
            assertThat(program.context().isStarted()).isTrue();
            for (Member member : members.subList(0, 2)) {
                AWS.send(QUEUE, Events.now(WARNING, member.instanceId()));
                published("interruption_warning");
            }
            await("reminders").atMost(SOON).until(() -> calls("SendMessage") == 4);
            MOTO.resetCalls();
            // The first look takes the only place, for as long as lookups may take.
            MOTO.delay("DescribeServices", Duration.ofSeconds(20), 100);
            await("the look").atMost(SOON).until(() -> calls("DescribeServices") > 0);
            Instant begun = Instant.now();

            await("the other reminder is put off").atMost(SOON).until(() -> calls("SendMessage") == 1);
            MOTO.clearFaults();
            AWS.send(QUEUE, Events.now(WARNING, members.get(2).instanceId()));
            published("interruption_warning");

            assertThat(Instant.now()).isBefore(begun.plusMillis(2500));
            MOTO.resetCalls();
            await("looks go on").atMost(SOON).until(() -> calls("DescribeServices") >= 3);
        }
    }

    @Test
    void whatAPartialWarningLackedFollowsInItsThread() throws Exception {
        Member member = AWS.members(CLUSTER, 1).get(0);
        List<String> tasks = service("basket", member);
        MOTO.fail("ListTasks", "AccessDeniedException", 400, 1_000);
        try (Program program = start(Map.of())) {
            assertThat(program.context().isStarted()).isTrue();
            AWS.send(QUEUE, Events.now(WARNING, member.instanceId()));
            assertThat(published("interruption_warning")).contains("PARTIAL").doesNotContain("basket");
            looks(4);
            tellsNothing();

            MOTO.clearFaults();
            assertThat(published("detail"))
                    .contains("more detail", "basket in shop", "loses 2 tasks")
                    .doesNotContain("PARTIAL");

            tasks.forEach(task -> AWS.stop(member, task, 0));
            assertThat(published("recovered")).contains("1 of 1 service whole again");
        }
        assertThat(chatThreads()).hasSize(1);
    }

    @Test
    void channelThatRefusesTheDetailEndsNobodysFollowUp() throws Exception {
        Member member = AWS.members(CLUSTER, 1).get(0);
        List<String> tasks = service("wishes", member);
        MOTO.fail("ListTasks", "AccessDeniedException", 400, 1_000);
        StubMapping refusal = CHAT.stubFor(post(anyUrl())
                .withRequestBody(containing("more detail"))
                .willReturn(aResponse().withStatus(400)));
        try (Program program = start(Map.of("spot.queue.visibility-timeout", "2"))) {
            assertThat(program.context().isStarted()).isTrue();
            AWS.send(QUEUE, Events.now(WARNING, member.instanceId()));
            published("interruption_warning");
            MOTO.clearFaults();
            published("detail");

            tasks.forEach(task -> AWS.stop(member, task, 0));
            assertThat(published("recovered")).contains("1 of 1 service whole again");
            CHAT.removeStub(refusal);
            await("told").atMost(SOON).until(() -> AWS.depth(QUEUE) == 0);
            tellsNothing();
        } finally {
            CHAT.removeStub(refusal);
        }
        assertThat(chatThreads()).hasSize(1);
        assertThat(CHAT.findAll(postRequestedFor(anyUrl()).withRequestBody(containing("recovered:"))))
                .hasSize(1);
        // Details that come after the end are told no more.
        assertThat(headlines().get(headlines().size() - 1)).contains("recovered:");
    }

    @Test
    void instanceIsDrainedOnceItsAlertIsToldAndWhatCameBeforeIsSaid() throws Exception {
        List<Member> members = AWS.members(CLUSTER, 2);
        members.forEach(member -> service("lists", member));
        AWS.drain(members.get(1));
        MOTO.resetCalls();
        try (Program program = start(Map.of("spot.drain", "true"))) {
            assertThat(program.context().isStarted()).isTrue();
            String id = members.get(0).instanceId();
            AWS.send(QUEUE, Events.at("rebalance-recommendation", id, Instant.now()));
            assertThat(published("rebalance_recommendation")).doesNotContain("DRAINING");
            assertThat(MOTO.calls()).doesNotContainKey("UpdateContainerInstancesState");

            // Told at once and noticed in the next second, so that "earlier" is true.
            AWS.send(QUEUE, Events.at(WARNING, id, Instant.now().plusSeconds(1)));
            assertThat(published("interruption_warning"))
                    .contains("it is being set to DRAINING", "Announced before: rebalance recommendation")
                    .doesNotContain("drain it now");
            await("drained").atMost(SOON).until(() -> "DRAINING".equals(AWS.status(members.get(0))));

            MOTO.resetCalls();
            AWS.send(QUEUE, Events.now(WARNING, members.get(1).instanceId()));
            assertThat(published("interruption_warning")).doesNotContain("is being set");
            looks(2);
            assertThat(MOTO.calls()).doesNotContainKey("UpdateContainerInstancesState");
        }
        AWS.purge(QUEUE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void instanceIsDrainedWhileASlowChannelIsStillBeingTold(boolean others) throws Exception {
        Member member = AWS.members(CLUSTER, 1).get(0);
        service(others ? "stock" : "depot", member);
        CountDownLatch drained = new CountDownLatch(1);
        try (WebhookReceiver slow = WebhookReceiver.start(0)) {
            slow.answerWith(() -> {
                try {
                    return drained.await(1, TimeUnit.MINUTES) ? 200 : 500;
                } catch (InterruptedException stopped) {
                    return 500;
                }
            });
            try (Program program = start(Map.of(
                    "spot.drain",
                    "true",
                    "spot.channel.sns.enabled",
                    String.valueOf(others),
                    "spot.channel.google-chat.enabled",
                    String.valueOf(others),
                    "spot.channel.webhook.enabled",
                    "true",
                    "spot.channel.webhook.webhook",
                    slow.url() + "/alerts",
                    "spot.channel.webhook.secret",
                    "whsec_" + "A".repeat(32),
                    "spot.webhook.allowed-hosts",
                    slow.url().replace("http://", "") + ",127.0.0.1:" + CHAT.port()))) {
                assertThat(program.context().isStarted()).isTrue();
                AWS.send(QUEUE, Events.now(WARNING, member.instanceId()));
                await("drained").atMost(SOON).until(() -> "DRAINING".equals(AWS.status(member)));

                assertThat(slow.accepted()).isEmpty();
                drained.countDown();
                await("told").atMost(SOON).until(() -> !slow.accepted().isEmpty());
                if (others) {
                    published("interruption_warning");
                }
                await("begun").atMost(SOON).until(() -> MOTO.calls().getOrDefault("SendMessage", 0) >= 2);
            }
        }
        assertThat(MOTO.calls()).containsEntry("UpdateContainerInstancesState", 1);
        AWS.purge(QUEUE);
    }

    @Test
    void reminderCarriesNoHeaderOfAnyChannel() throws Exception {
        Member member = AWS.members(CLUSTER, 1).get(0);
        service("headers", member);
        try (Program program = start(Map.of("spot.recovery.interval", "20s"))) {
            assertThat(program.context().isStarted()).isTrue();
            AWS.send(QUEUE, Events.now(WARNING, member.instanceId()));
            published("interruption_warning");
            await("the reminder").atMost(SOON).until(() -> MOTO.calls().getOrDefault("SendMessage", 0) >= 2);
        }
        List<Message> reminders = new ArrayList<>();
        await("the reminder is due").atMost(SOON).until(() -> reminders.addAll(AWS.messages(QUEUE)));

        assertThat(reminders).singleElement().satisfies(reminder -> {
            assertThat(reminder.body()).contains("Spot Interruption Follow-up", member.instanceId());
            assertThat(reminder.messageAttributes()).isEmpty();
        });
    }

    @Test
    void fargateTaskIsAnAlertWithItsService() throws Exception {
        AWS.service(CLUSTER, "checkout", 3);
        MOTO.service(CLUSTER, "checkout", 2, null);
        String cluster = AwsWorld.ACCOUNT + ":cluster/" + CLUSTER;
        String event = Events.now("task-interruption", "");
        MOTO.resetCalls();
        try (Program program = start(Map.of("spot.recovery.timeout", "2s"))) {
            assertThat(program.context().isStarted()).isTrue();
            assertThat(event).contains(cluster);
            AWS.send(QUEUE, event);

            assertThat(published("task_interruption"))
                    .contains("Fargate task 0123456789abcdef0123456789abcdef", "1 service", "checkout in shop");
            assertThat(MOTO.calls()).doesNotContainKeys("DescribeInstances", "ListClusters", "ListTasks");
            assertThat(published("not_recovered")).contains("checkout", "2 of 3 running");
        }
    }

    @Test
    void channelThatHasTheWarningLateIsToldTheEndAfterIt() throws Exception {
        Member member = AWS.members(CLUSTER, 1).get(0);
        List<String> tasks = service("offers", member);
        StubMapping refusal = CHAT.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(400)));
        try (Program program = start(Map.of("spot.queue.visibility-timeout", "3"))) {
            assertThat(program.context().isStarted()).isTrue();
            AWS.send(QUEUE, Events.now(WARNING, member.instanceId()));
            published("interruption_warning");
            tasks.forEach(task -> AWS.stop(member, task, 0));
            assertThat(published("recovered")).contains("offers");
            assertThat(headlines()).isNotEmpty().noneMatch(headline -> headline.contains("recovered"));

            CHAT.removeStub(refusal);
            CHAT.resetRequests();
            await("told").atMost(SOON).until(() -> headlines().size() == 2 && AWS.depth(QUEUE) == 0);
            assertThat(headlines().get(0)).contains(" left: Spot " + member.instanceId());
            assertThat(headlines().get(1)).contains("recovered: Spot " + member.instanceId());
            tellsNothing();
        } finally {
            CHAT.removeStub(refusal);
        }
        assertThat(chatThreads()).hasSize(1);
    }

    /** What the chat was sent, whether it took it or not, in this order. */
    private List<String> headlines() {
        List<String> headlines = new ArrayList<>(CHAT.getAllServeEvents().stream()
                .map(event -> read(event.getRequest().getBodyAsString())
                        .path("fallbackText")
                        .asText())
                .toList());
        Collections.reverse(headlines);
        return headlines;
    }

    @Test
    void warningIsToldWhenNoReminderCanBeSent() throws Exception {
        Member member = AWS.members(CLUSTER, 1).get(0);
        service("reviews", member);
        AWS.send(QUEUE, Events.now(WARNING, member.instanceId()));
        MOTO.fail("SendMessage", "AccessDenied", 403, 1_000);
        try (Program program = start(Map.of())) {
            assertThat(program.context().isStarted()).isTrue();
            assertThat(published("interruption_warning")).contains("reviews");
            await("deleted").atMost(SOON).until(() -> AWS.depth(QUEUE) == 0);
            assertThat(MOTO.calls()).containsKey("SendMessage");
        }
    }

    @Test
    void anotherProcessCarriesOn() throws Exception {
        Member member = AWS.members(CLUSTER, 1).get(0);
        List<String> tasks = service("cart", member);
        try (Program first = start(Map.of())) {
            assertThat(first.context().isStarted()).isTrue();
            AWS.send(QUEUE, Events.now(WARNING, member.instanceId()));
            published("interruption_warning");
            looks(2);
        }
        tasks.forEach(task -> AWS.stop(member, task, 0));
        tellsNothing();

        try (Program second = start(Map.of())) {
            assertThat(second.context().isStarted()).isTrue();
            assertThat(published("recovered")).contains("cart");
        }
    }
}
