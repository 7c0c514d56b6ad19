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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import software.amazon.awssdk.services.sqs.model.Message;

/** The real program with its real routes between a real queue and real receivers. */
class PipelineIT {

    private static final String QUEUE = "spot";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());
    private static final WireMockServer CHAT =
            new WireMockServer(wireMockConfig().dynamicPort());
    private static final ServerSetup MAIL_SETUP = new ServerSetup(FreePort.find(), "127.0.0.1", "smtp");
    private static final GreenMail MAIL = new GreenMail(MAIL_SETUP);
    private static Program program;

    @BeforeAll
    static void start() throws Exception {
        CHAT.start();
        MAIL.start();
        AWS.queue(QUEUE, 3);
        AWS.rule("spot", QUEUE);
        for (String cluster : List.of("blue", "green", "red")) {
            AWS.cluster(cluster);
        }
        AWS.service("blue", "checkout", 3);
        AWS.service("blue", "search", 2);
        AWS.daemon("blue", "agent");
        program = Program.start(MOTO.endpoint(), settings(AWS.topic("alerts")));
    }

    static Map<String, String> settings(String topic) {
        return Map.ofEntries(
                Map.entry("spot.queue", QUEUE),
                Map.entry("spot.queue.visibility-timeout", "2"),
                Map.entry("spot.batch.interval", "100ms"),
                Map.entry("spot.channel.sns.enabled", "true"),
                Map.entry("spot.channel.sns.topic-arn", topic),
                Map.entry("spot.channel.google-chat.enabled", "true"),
                Map.entry(
                        "spot.channel.google-chat.webhook",
                        "http://127.0.0.1:" + CHAT.port() + "/v1/spaces/TEST/messages?key=k&token=secret%3D"),
                Map.entry("spot.webhook.allowed-hosts", "127.0.0.1:" + CHAT.port()),
                Map.entry("spot.channel.email.enabled", "true"),
                Map.entry("spot.channel.email.host", "127.0.0.1"),
                Map.entry(
                        "spot.channel.email.port", String.valueOf(MAIL.getSmtp().getPort())),
                Map.entry("spot.channel.email.tls", "none"),
                Map.entry("spot.channel.email.from", "spot@example.org"),
                Map.entry("spot.channel.email.to", "one@example.org, two@example.org"));
    }

    @AfterAll
    static void stop() {
        program.close();
        AWS.close();
        MOTO.close();
        CHAT.stop();
        MAIL.stop();
    }

    @BeforeEach
    void allWell() throws Exception {
        queueIsEmpty();
        MOTO.clearFaults();
        CHAT.resetAll();
        CHAT.stubFor(post(anyUrl()).willReturn(okJson("{}")));
        MAIL.purgeEmailFromAllMailboxes();
        drainTopic();
        MOTO.resetCalls();
    }

    private static void drainTopic() {
        while (!AWS.messages("alerts").isEmpty()) {
            // leftovers of the test before
        }
    }

    private static String text(Message message) {
        try {
            return new ObjectMapper().readTree(message.body()).path("Message").asText();
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private static List<Message> published(int count) {
        List<Message> all = new ArrayList<>();
        await("SNS").atMost(SOON).until(() -> {
            all.addAll(AWS.messages("alerts"));
            return all.size() >= count;
        });
        return all;
    }

    private static void queueIsEmpty() {
        await("queue").atMost(SOON).until(() -> AWS.depth(QUEUE) == 0);
    }

    private static void nobodyIsNotified() {
        queueIsEmpty();
        assertThat(AWS.messages("alerts")).isEmpty();
        assertThat(CHAT.getAllServeEvents()).isEmpty();
        assertThat(MAIL.getReceivedMessages()).isEmpty();
    }

    @Test
    void interruptionReachesEveryChannel() throws Exception {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "service:checkout", 2);
        AWS.tasks(member, "service:search", 1);
        AWS.tasks(member, "service:agent", 1);
        AWS.tasks(member, "family:web", 1);

        AWS.putEvent(
                "EC2 Spot Instance Interruption Warning",
                member.instanceId(),
                "{\"instance-id\":\"%s\",\"instance-action\":\"terminate\"}".formatted(member.instanceId()));

        String text = text(published(1).get(0));
        assertThat(text)
                .contains(member.instanceId(), "checkout in blue\n    loses 2 tasks, KEEPS ONLY 1 of 3; 3 running")
                .contains("search in blue\n    loses 1 task, keeps 1 of 2", "STANDALONE TASKS (1)", "1 daemon task")
                .contains("m5.large", "eu-west-1b", "123456789012", " s left", "CRITICAL")
                .doesNotContain("agent in blue");
        await("chat").atMost(SOON).until(() -> CHAT.getAllServeEvents().size() == 1);
        CHAT.verify(postRequestedFor(anyUrl())
                .withUrl("/v1/spaces/TEST/messages?key=k&token=secret%3D"
                        + "&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD")
                .withHeader("Content-Type", containing("application/json"))
                .withRequestBody(containing("\"threadKey\":\"spot/123456789012/eu-west-1/" + member.instanceId()))
                .withRequestBody(containing("cardsV2")));
        await("mail").atMost(SOON).until(() -> MAIL.getReceivedMessages().length == 2);
        MimeMessage mail = MAIL.getReceivedMessages()[0];
        assertThat(mail.getSubject()).startsWith("[spot] CRITICAL").contains("1 standalone task");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(mail.getHeader("In-Reply-To", null)).contains(member.instanceId());
        queueIsEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interruption-warning-terminate",
                "interruption-warning-stop",
                "interruption-warning-hibernate",
                "rebalance-recommendation",
                "resources-as-string",
                "normal-arn",
                "unknown-members",
                "sns-envelope",
                "detail-only-warning",
                "detail-only-rebalance",
                "no-region",
                "no-time",
                "epoch-time",
                "account-as-number",
                "lambda-records",
                "lambda-sns-records",
                "pipes-records",
                "sns-in-sns",
                "encoded-twice",
                "byte-order-mark",
                "array-of-one"
            })
    void everyShapeOfEventIsUnderstood(String event) {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "service:checkout", 1);

        AWS.send(QUEUE, Events.now(event, member.instanceId()));

        assertThat(text(published(1).get(0))).contains(member.instanceId(), "checkout");
        queueIsEmpty();
    }

    @Test
    void lateNoticeSaysSo() {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "service:checkout", 1);

        AWS.send(
                QUEUE,
                Events.at(
                        "interruption-warning-terminate",
                        member.instanceId(),
                        Instant.now().minusSeconds(600)));

        assertThat(text(published(1).get(0))).contains("reclaim time passed", "s ago", "AWS took");
    }

    @Test
    void lateNoticesAreSentTogetherAndHoldNoOtherUp() {
        List<Member> members = AWS.members("blue", 4);
        members.forEach(member -> AWS.tasks(member, "service:checkout", 1));
        List<String> late = members.subList(1, 4).stream()
                .map(Member::instanceId)
                .map(id -> Events.at(
                        "interruption-warning-terminate", id, Instant.now().minusSeconds(600)))
                .toList();
        String inTime = members.get(0).instanceId();

        AWS.sendAll(
                QUEUE,
                Stream.concat(late.stream(), Stream.of(Events.now("interruption-warning-terminate", inTime)))
                        .toList());

        assertThat(text(published(1).get(0))).contains(inTime, "s left").doesNotContain("LATE");
        String digest = text(published(1).get(0));
        assertThat(digest).contains("LATE", "3 Spot Instances").doesNotContain(inTime);
        assertThat(members.subList(1, 4))
                .allSatisfy(member -> assertThat(digest).contains(member.instanceId()));
        queueIsEmpty();
    }

    @Test
    void knownInstanceOfAClusterOfAnySizeTakesSixCalls() {
        List<Member> members = AWS.members("blue", 250);
        Member member = members.get(170);
        AWS.send(QUEUE, Events.now("rebalance-recommendation", member.instanceId()));
        queueIsEmpty();
        AWS.tasks(member, "service:checkout", 3);
        MOTO.resetCalls();

        AWS.send(QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));
        published(1);

        Map<String, Integer> calls = MOTO.calls();
        assertThat(calls)
                .containsEntry("DescribeInstances", 1)
                .containsEntry("DescribeContainerInstances", 1)
                .containsEntry("ListTasks", 2)
                .containsEntry("DescribeTasks", 1)
                .containsEntry("DescribeServices", 1)
                .doesNotContainKeys("ListClusters", "ListContainerInstances", "DescribeClusters");
    }

    @Test
    void lateNoticeIsSentThoughNothingIsFoundAnyMore() {
        String id = AWS.instances(1, Map.of("Name", "gone-from-ecs")).get(0);

        AWS.send(
                QUEUE,
                Events.at("interruption-warning-terminate", id, Instant.now().minusSeconds(600)));

        assertThat(text(published(1).get(0)))
                .contains(id, "impact unknown", "the notice came too late to find out what ran on the instance");
        queueIsEmpty();
    }

    @Test
    void instanceOfNoClusterNotifiesNobody() {
        String id = AWS.instances(1, Map.of("Name", "not-a-container-host")).get(0);

        AWS.send(QUEUE, Events.now("interruption-warning-terminate", id));

        nobodyIsNotified();
    }

    @Test
    void instanceThatIsFoundNowhereIsSentWhereItsPlaceWasAssumed() {
        String id = "i-0fedcba9876543210";

        AWS.send(QUEUE, Events.now("detail-only-warning", id));

        assertThat(text(published(1).get(0))).contains(id, "impact unknown", "the notice names no Region");
        queueIsEmpty();
    }

    @Test
    void sampleOfTheGuideIsATaskOfFargateSpot() {
        AWS.send(QUEUE, Events.now("fargate-spot-sample", ""));

        assertThat(text(published(1).get(0)))
                .contains("Fargate task 0c8e7a41-3d2b-4f6a-9b1c-7d5e3f2a1b0c", "1 standalone task", "s left");
        queueIsEmpty();
    }

    @Test
    void eachOfSeveralRecordsIsSentAndWhatIsAmongThemHoldsNobodyUp() {
        List<Member> members = AWS.members("blue", 2);
        members.forEach(member -> AWS.tasks(member, "service:checkout", 1));

        int dead = AWS.depth(QUEUE + "-dead");
        AWS.send(
                QUEUE,
                Events.now("lambda-records-several", members.get(0).instanceId())
                        .replace("i-0a1b2c3d4e5f60719", members.get(1).instanceId()));

        assertThat(text(published(1).get(0)))
                .contains(members.get(0).instanceId(), members.get(1).instanceId());
        await("dead letter").atMost(SOON).until(() -> AWS.depth(QUEUE + "-dead") == dead + 1);
        // The message has come back, for the sake of its part that nobody can read.
        assertThat(MAIL.getReceivedMessages()).hasSize(2);
    }

    @Test
    void questionOfSnsIsAcknowledged() {
        int dead = AWS.depth(QUEUE + "-dead");

        AWS.send(QUEUE, Events.text("subscription-confirmation"));

        nobodyIsNotified();
        assertThat(AWS.depth(QUEUE + "-dead")).isEqualTo(dead);
    }

    @Test
    void forgedSentTimestampHoldsNobodyUp() {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "service:checkout", 1);

        AWS.send(
                QUEUE,
                Events.now("no-time", member.instanceId()),
                Map.of("SentTimestamp", "soon", "CamelHttpUri", "http://127.0.0.1:1/", "Subject", "forged"));

        assertThat(text(published(1).get(0)))
                .contains(member.instanceId(), "s left")
                .doesNotContain("forged");
        queueIsEmpty();
    }

    @Test
    void instanceUnknownToEc2FailsNobody() {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "service:checkout", 1);

        AWS.send(QUEUE, Events.now("interruption-warning-terminate", "i-00000000000000001"));
        AWS.send(QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        assertThat(text(published(1).get(0))).contains(member.instanceId()).doesNotContain("PARTIAL");
        queueIsEmpty();
    }

    @Test
    void daemonsAloneNotifyNobody() {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "service:agent", 2);

        AWS.send(QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        nobodyIsNotified();
    }

    @Test
    void tasksStoppedSinceTheNoticeCountAndEarlierOnesDoNot() {
        Member member = AWS.members("blue", 1).get(0);
        AWS.stop(member, AWS.tasks(member, "service:checkout", 1).get(0), 0);
        AWS.stop(member, AWS.tasks(member, "service:search", 1).get(0), 900);
        AWS.drain(member);

        AWS.send(
                QUEUE,
                Events.at(
                        "interruption-warning-terminate",
                        member.instanceId(),
                        Instant.now().minusSeconds(30)));

        assertThat(text(published(1).get(0)))
                .contains("checkout in blue\n    loses 1 task", "DRAINING")
                .doesNotContain("search in blue");
    }

    @Test
    void allPagesOfTasksAndServicesAreRead() {
        Member member = AWS.members("green", 1).get(0);
        List<String> names =
                IntStream.range(0, 25).mapToObj(n -> "service-" + n).toList();
        names.forEach(name -> {
            AWS.service("green", name, 10);
            AWS.tasks(member, "service:" + name, 6);
        });

        AWS.send(QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        String text = text(published(1).get(0));
        assertThat(text).contains("25 services").doesNotContain("PARTIAL");
        names.forEach(name -> assertThat(text).contains(name + " in green\n    loses 6 tasks, KEEPS ONLY 4 of 10"));
    }

    @Test
    void clusterBehindTheFirstPageIsFound() {
        Member member = AWS.members("red", 1).get(0);
        AWS.tasks(member, "service:last", 1);

        AWS.send(QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        assertThat(text(published(1).get(0))).contains("last in red");
    }

    @Test
    void refusingEcsMakesAPartialAlert() {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "service:checkout", 1);
        MOTO.fail("DescribeServices", "AccessDeniedException", 400, 100);

        AWS.send(QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        assertThat(text(published(1).get(0)))
                .contains("PARTIAL", "service counts could not be read (AccessDeniedException", "checkout");
    }

    @Test
    void unreachableEcsMakesAnAlertWithUnknownImpact() {
        Member member = AWS.members("blue", 1).get(0);
        MOTO.fail("ListContainerInstances", "ServerException", 500, 1000);

        AWS.send(QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        assertThat(text(published(1).get(0))).contains("impact unknown", "PARTIAL", member.instanceId());
        queueIsEmpty();
    }

    @Test
    void slowEcsDoesNotHoldTheAlertBeyondItsTimeout() {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "service:checkout", 1);
        MOTO.delay("DescribeServices", Duration.ofSeconds(30), 100);

        AWS.send(QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        assertThat(text(published(1).get(0))).contains("PARTIAL", "no answer in time", "checkout");
    }

    @Test
    void failingEc2MakesAPartialAlert() {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "service:checkout", 1);
        MOTO.fail("DescribeInstances", "UnauthorizedOperation", 403, 100);

        AWS.send(QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        assertThat(text(published(1).get(0)))
                .contains("PARTIAL", "EC2 could not be asked about the instance (UnauthorizedOperation", "checkout");
    }

    @Test
    void chatThatFailsOnceIsTriedAgain() {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "service:checkout", 1);
        CHAT.resetAll();
        CHAT.stubFor(post(anyUrl())
                .inScenario("twice")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(500))
                .willSetStateTo("well"));
        CHAT.stubFor(
                post(anyUrl()).inScenario("twice").whenScenarioStateIs("well").willReturn(okJson("{}")));

        AWS.send(QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        await("chat").atMost(SOON).until(() -> CHAT.getAllServeEvents().size() == 2);
        queueIsEmpty();
        assertThat(published(1)).hasSize(1);
    }

    @Test
    void chatThatRefusesKeepsTheMessageAndTheOthersReceiveOnce() {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "service:checkout", 1);
        int dead = AWS.depth(QUEUE + "-dead");
        CHAT.resetAll();
        CHAT.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(404)));

        AWS.send(QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        await("dead letter").atMost(SOON).until(() -> AWS.depth(QUEUE + "-dead") == dead + 1);
        // One try per delivery of the message: a refusal is not hammered. And nobody else is notified again.
        assertThat(CHAT.getAllServeEvents()).hasSize(3);
        assertThat(MAIL.getReceivedMessages()).hasSize(2);
        assertThat(AWS.messages("alerts")).hasSize(1);
    }

    @Test
    void refusedMailKeepsTheMessageUntilTheServerIsBack() throws Exception {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "service:checkout", 1);
        MAIL.stop();
        AWS.send(QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));
        published(1);

        GreenMail back = new GreenMail(MAIL_SETUP);
        back.start();

        try {
            await("mail").atMost(SOON).until(() -> back.getReceivedMessages().length, count -> count == 2);
        } finally {
            back.stop();
            MAIL.start();
        }
        queueIsEmpty();
    }

    static Stream<String> malformed() {
        return Stream.of(
                "not-json",
                "truncated",
                "array-of-numbers",
                "empty-object",
                "no-instance-id",
                "bad-instance-id",
                "deeply-nested",
                "wrapped-too-deep",
                "no-detail-type",
                "alarm",
                "s3-notification");
    }

    @Test
    void malformedBodiesRestInTheDeadLetterQueueAndHoldNobodyUp() {
        int dead = AWS.depth(QUEUE + "-dead");
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "service:checkout", 1);

        malformed().forEach(name -> AWS.send(QUEUE, Events.text("malformed-" + name)));
        AWS.send(QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        assertThat(text(published(1).get(0))).contains(member.instanceId());
        await("dead letters")
                .atMost(Duration.ofSeconds(40))
                .until(() -> AWS.depth(QUEUE + "-dead") == dead + malformed().count());
    }

    @Test
    void eventOfAnotherKindIsAcknowledged() {
        AWS.send(QUEUE, Events.now("state-change", "i-0a1b2c3d4e5f60718"));

        nobodyIsNotified();
    }
}
