package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;

/** A channel with a fallback: one of both has the alert, and only one. */
class FallbackIT {

    private static final DeliveriesWorld WORLD = new DeliveriesWorld();

    @AfterAll
    static void stop() {
        WORLD.close();
    }

    @BeforeEach
    void allWell() {
        WORLD.reset();
    }

    @AfterEach
    void nothingIsLeft() {
        WORLD.queueIsEmpty();
        assertThat(WORLD.aws.messages("alerts")).isEmpty();
    }

    private static String warnOfAnother() {
        Member other = WORLD.aws.members("blue", 1).get(0);
        WORLD.aws.tasks(other, "family:web", 1);
        WORLD.aws.send("spot", Events.now(DeliveriesWorld.WARNING, other.instanceId()));
        return other.instanceId();
    }

    @Test
    void fallbackStandsByAndStandsInForGood() throws Exception {
        WORLD.settings.put("spot.channel.google-chat.fallback", "sns");
        try (Program program = WORLD.program()) {
            WORLD.warn();
            await("chat").atMost(DeliveriesWorld.SOON).until(() -> WORLD.chatted() == 1);
            WORLD.queueIsEmpty();
            assertThat(WORLD.aws.messages("alerts")).isEmpty();

            WORLD.chatAnswers(aResponse().withStatus(404));
            String other = warnOfAnother();
            WORLD.queueIsEmpty();
            WORLD.aws.send("spot", Events.now(DeliveriesWorld.WARNING, other));

            WORLD.queueIsEmpty();
            assertThat(WORLD.aws.messages("alerts"))
                    .singleElement()
                    .satisfies(message -> assertThat(message.body())
                            .contains("Sent here because google-chat failed: HTTP 404 Not Found."));
            assertThat(WORLD.chatted()).isEqualTo(2);
            assertThat(WORLD.get(program, "/observe/metrics").body())
                    .containsPattern("channel=\"google-chat\",outcome=\"sent\"[^}]*} 1.0")
                    .containsPattern("channel=\"google-chat\",outcome=\"failed\"[^}]*} 1.0")
                    .containsPattern("channel=\"sns\",outcome=\"sent\"[^}]*} 1.0");
        }
    }

    @Test
    void fallbackDoesNotWaitForAllAttempts() throws Exception {
        WORLD.settings.put("spot.channel.google-chat.fallback", "sns");
        WORLD.settings.put("spot.channel.fallback-after", "2500ms");
        try (Program program = WORLD.program()) {
            // What the program does for the first time may take seconds on a busy machine.
            WORLD.warn();
            WORLD.queueIsEmpty();
            assertThat(WORLD.taken()).isOne();
            WORLD.chatAnswers(aResponse().withStatus(503));
            warnOfAnother();

            WORLD.queueIsEmpty();
            assertThat(WORLD.aws.messages("alerts"))
                    .singleElement()
                    .satisfies(message -> assertThat(message.body())
                            .contains("Sent here because google-chat failed: HTTP 503 Service Unavailable."));
            // The second attempt comes after about a second, the third after three; without an end there are five.
            assertThat(WORLD.chatted() - 1).isBetween(2, 3);
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void failingFallbackLeavesTheMessageOnTheQueue() throws Exception {
        WORLD.settings.put("spot.channel.google-chat.fallback", "sns");
        WORLD.settings.put("spot.channel.sns.topic-arn", "arn:aws:sns:eu-west-1:123456789012:missing");
        WORLD.chatAnswers(aResponse().withStatus(404));
        try (Program program = WORLD.program()) {
            WORLD.warn();

            await("two tries").atMost(DeliveriesWorld.SOON).until(() -> WORLD.chatted() >= 2);
            WORLD.chatAnswers(okJson("{}"));

            WORLD.queueIsEmpty();
            assertThat(program.context().isStarted()).isTrue();
        }
    }
}
