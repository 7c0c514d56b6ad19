package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.Events;

/** Each channel receives each alert once, whatever repeats, fails or starts again. */
class DeliveriesIT {

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

    @Test
    void duplicatesWithTheSameIdOrAnotherAreSentOnce() throws Exception {
        try (Program program = WORLD.program()) {
            String event = Events.now(DeliveriesWorld.WARNING, WORLD.instance);
            WORLD.aws.send("spot", event);
            WORLD.aws.send("spot", event);
            await("first").atMost(DeliveriesWorld.SOON).until(() -> WORLD.chatted() == 1);
            WORLD.aws.send("spot", event);
            WORLD.aws.send("spot", event.replace("0b7e4a52", "77777777"));

            WORLD.sentOnce();
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void recommendationAndWarningAreTwoMessages() throws Exception {
        try (Program program = WORLD.program()) {
            WORLD.aws.send("spot", Events.now("rebalance-recommendation", WORLD.instance));
            // In one batch they would be one message.
            await("recommendation").atMost(DeliveriesWorld.SOON).until(() -> WORLD.chatted() == 1);
            WORLD.warn();

            WORLD.queueIsEmpty();
            assertThat(WORLD.chatted()).isEqualTo(2);
            assertThat(WORLD.aws.messages("alerts")).hasSize(2);
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void stoppedInstanceThatRunsAgainIsSentAgain() throws Exception {
        try (Program program = WORLD.program()) {
            WORLD.aws.send(
                    "spot",
                    Events.at(
                            "interruption-warning-stop",
                            WORLD.instance,
                            Instant.now().minusSeconds(3600)));
            WORLD.queueIsEmpty();
            WORLD.aws.send("spot", Events.at("interruption-warning-stop", WORLD.instance, Instant.now()));

            WORLD.queueIsEmpty();
            assertThat(WORLD.aws.messages("alerts")).hasSize(2);
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void channelThatFailsGetsItsAlertWhenItIsBackAndNobodyElseAgain() throws Exception {
        // Longer than is waited for in the channel, so that the queue has to bring the alert back.
        WORLD.chatAnswers(aResponse().withStatus(429).withHeader("Retry-After", "60"));
        try (Program program = WORLD.program()) {
            WORLD.warn();
            await("two tries").atMost(DeliveriesWorld.SOON).until(() -> WORLD.chatted() >= 2);

            assertThat(WORLD.taken()).isZero();
            WORLD.chatAnswers(okJson("{}"));

            await("chat").atMost(DeliveriesWorld.SOON).until(() -> WORLD.taken() == 1);
            WORLD.sentOnce();
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void copyOfAnAlertThatIsBeingSentWaitsWithoutUsingUpItsReceives() throws Exception {
        WORLD.settings.put("spot.batch.interval", "0s");
        // Far longer than five times the visibility timeout.
        WORLD.chatAnswers(okJson("{}").withFixedDelay(11_000));
        try (Program program = WORLD.program()) {
            WORLD.warn();
            await("chat")
                    .atMost(DeliveriesWorld.SOON)
                    .until(() -> !WORLD.aws.messages("alerts").isEmpty());
            WORLD.warn();
            WORLD.warn();

            await("queue").atMost(DeliveriesWorld.SOON).until(() -> WORLD.aws.depth("spot") == 0);
            assertThat(WORLD.chatted()).isOne();
            assertThat(WORLD.aws.depth("spot-dead")).isZero();
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void restartRemembersWhatWasSent(@TempDir Path directory) throws Exception {
        WORLD.settings.put("spot.store.url", "jdbc:h2:file:" + directory.resolve("store"));
        for (int start = 0; start < 2; start++) {
            try (Program program = WORLD.program()) {
                WORLD.warn();
                WORLD.queueIsEmpty();
                assertThat(program.context().isStarted()).isTrue();
            }
        }

        WORLD.sentOnce();
    }
}
