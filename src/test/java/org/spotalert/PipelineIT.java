package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;

/** The real program between a real queue and real receivers: what is on the queue, and what people read. */
class PipelineIT {

    private static final PipelineWorld WORLD = new PipelineWorld();

    @AfterAll
    static void stop() {
        WORLD.close();
    }

    @BeforeEach
    void allWell() throws Exception {
        WORLD.reset();
    }

    @Test
    void interruptionReachesEveryChannel() throws Exception {
        Member member = WORLD.aws.members("blue", 1).get(0);
        WORLD.aws.tasks(member, "service:checkout", 2);
        WORLD.aws.tasks(member, "service:search", 1);
        WORLD.aws.tasks(member, "service:agent", 1);
        WORLD.aws.tasks(member, "family:web", 1);

        WORLD.aws.putEvent(
                "EC2 Spot Instance Interruption Warning",
                member.instanceId(),
                "{\"instance-id\":\"%s\",\"instance-action\":\"terminate\"}".formatted(member.instanceId()));

        String text = WORLD.text();
        assertThat(text)
                .contains(member.instanceId(), "- checkout  3 -> 1 running, needs 3")
                .contains("- search  2 -> 1 running", "STANDALONE TASKS", "1 daemon task")
                .contains("m5.large", "eu-west-1b", "123456789012", " s left", "CRITICAL")
                .doesNotContain("agent in blue");
        await("chat")
                .atMost(PipelineWorld.SOON)
                .until(() -> WORLD.chat.getAllServeEvents().size() == 1);
        WORLD.chat.verify(postRequestedFor(anyUrl())
                .withUrl("/v1/spaces/TEST/messages?key=k&token=secret%3D"
                        + "&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD")
                .withHeader("Content-Type", containing("application/json"))
                .withRequestBody(containing("\"threadKey\":\"spot/123456789012/eu-west-1/" + member.instanceId()))
                .withRequestBody(containing("cardsV2")));
        await("mail").atMost(PipelineWorld.SOON).until(() -> WORLD.mail.getReceivedMessages().length == 2);
        MimeMessage mail = WORLD.mail.getReceivedMessages()[0];
        assertThat(mail.getSubject()).startsWith("[spot] CRITICAL").contains("1 standalone task");
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(mail.getHeader("In-Reply-To", null)).contains(member.instanceId());
        WORLD.queueIsEmpty();
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
        Member member = WORLD.aws.members("blue", 1).get(0);
        WORLD.aws.tasks(member, "service:checkout", 1);

        WORLD.aws.send(PipelineWorld.QUEUE, Events.now(event, member.instanceId()));

        assertThat(WORLD.text()).contains(member.instanceId(), "checkout");
        WORLD.queueIsEmpty();
    }

    @Test
    void lateNoticeSaysSo() {
        Member member = WORLD.aws.members("blue", 1).get(0);
        WORLD.aws.tasks(member, "service:checkout", 1);

        WORLD.aws.send(
                PipelineWorld.QUEUE,
                Events.at(
                        "interruption-warning-terminate",
                        member.instanceId(),
                        Instant.now().minusSeconds(600)));

        assertThat(WORLD.text()).contains("reclaim time passed", "s ago", "AWS took");
    }

    @Test
    void lateNoticesAreSentTogetherAndHoldNoOtherUp() {
        List<Member> members = WORLD.aws.members("blue", 4);
        members.forEach(member -> WORLD.aws.tasks(member, "service:checkout", 1));
        List<String> late = members.subList(1, 4).stream()
                .map(Member::instanceId)
                .map(id -> Events.at(
                        "interruption-warning-terminate", id, Instant.now().minusSeconds(600)))
                .toList();
        String inTime = members.get(0).instanceId();

        WORLD.aws.sendAll(
                PipelineWorld.QUEUE,
                Stream.concat(late.stream(), Stream.of(Events.now("interruption-warning-terminate", inTime)))
                        .toList());

        assertThat(WORLD.text()).contains(inTime, "s left").doesNotContain("LATE");
        String digest = WORLD.text();
        assertThat(digest).contains("LATE", "3 Spot Instances").doesNotContain(inTime);
        assertThat(members.subList(1, 4))
                .allSatisfy(member -> assertThat(digest).contains(member.instanceId()));
        WORLD.queueIsEmpty();
    }

    @Test
    void lateNoticeIsSentThoughNothingIsFoundAnyMore() {
        String id = WORLD.aws.instances(1, Map.of("Name", "gone-from-ecs")).get(0);

        WORLD.aws.send(
                PipelineWorld.QUEUE,
                Events.at("interruption-warning-terminate", id, Instant.now().minusSeconds(600)));

        assertThat(WORLD.text())
                .contains(id, "impact unknown", "the notice came too late to find out what ran on the instance");
        WORLD.queueIsEmpty();
    }

    @Test
    void sampleOfTheGuideIsATaskOfFargateSpot() {
        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("fargate-spot-sample", ""));

        assertThat(WORLD.text())
                .contains("1 standalone task - Fargate Spot reclaim", "0c8e7a41-3d2b-4f6a-9b1c-7d5e3f2a1b0c", "s left");
        WORLD.queueIsEmpty();
    }

    @Test
    void eachOfSeveralRecordsIsSentAndWhatIsAmongThemHoldsNobodyUp() {
        List<Member> members = WORLD.aws.members("blue", 2);
        members.forEach(member -> WORLD.aws.tasks(member, "service:checkout", 1));

        int dead = WORLD.aws.depth(PipelineWorld.QUEUE + "-dead");
        WORLD.aws.send(
                PipelineWorld.QUEUE,
                Events.now("lambda-records-several", members.get(0).instanceId())
                        .replace("i-0a1b2c3d4e5f60719", members.get(1).instanceId()));

        assertThat(WORLD.text())
                .contains(members.get(0).instanceId(), members.get(1).instanceId());
        await("dead letter")
                .atMost(PipelineWorld.SOON)
                .until(() -> WORLD.aws.depth(PipelineWorld.QUEUE + "-dead") == dead + 1);
        // The message has come back, for the sake of its part that nobody can read.
        assertThat(WORLD.mail.getReceivedMessages()).hasSize(2);
    }

    @Test
    void questionOfSnsIsAcknowledged() {
        int dead = WORLD.aws.depth(PipelineWorld.QUEUE + "-dead");

        WORLD.aws.send(PipelineWorld.QUEUE, Events.text("subscription-confirmation"));

        WORLD.nobodyIsNotified();
        assertThat(WORLD.aws.depth(PipelineWorld.QUEUE + "-dead")).isEqualTo(dead);
    }

    @Test
    void forgedSentTimestampHoldsNobodyUp() {
        Member member = WORLD.aws.members("blue", 1).get(0);
        WORLD.aws.tasks(member, "service:checkout", 1);

        WORLD.aws.send(
                PipelineWorld.QUEUE,
                Events.now("no-time", member.instanceId()),
                Map.of("SentTimestamp", "soon", "CamelHttpUri", "http://127.0.0.1:1/", "Subject", "forged"));

        assertThat(WORLD.text()).contains(member.instanceId(), "s left").doesNotContain("forged");
        WORLD.queueIsEmpty();
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
        int dead = WORLD.aws.depth(PipelineWorld.QUEUE + "-dead");
        Member member = WORLD.aws.members("blue", 1).get(0);
        WORLD.aws.tasks(member, "service:checkout", 1);

        malformed().forEach(name -> WORLD.aws.send(PipelineWorld.QUEUE, Events.text("malformed-" + name)));
        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        assertThat(WORLD.text()).contains(member.instanceId());
        await("dead letters")
                .atMost(PipelineWorld.SOON)
                .until(() -> WORLD.aws.depth(PipelineWorld.QUEUE + "-dead")
                        == dead + malformed().count());
    }

    @Test
    void eventOfAnotherKindIsAcknowledged() {
        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("state-change", "i-0a1b2c3d4e5f60718"));

        WORLD.nobodyIsNotified();
    }
}
