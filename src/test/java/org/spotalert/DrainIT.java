package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.WebhookReceiver;

/** Draining, and what the program remembers of an instance. */
class DrainIT {

    private static final RecoveryWorld WORLD = new RecoveryWorld();

    @AfterAll
    static void stop() {
        WORLD.close();
    }

    @BeforeEach
    void reset() {
        WORLD.reset();
    }

    @Test
    void instanceIsDrainedOnceItsAlertIsSentAndWhatCameBeforeIsSaid() throws Exception {
        List<Member> members = WORLD.aws.members(RecoveryWorld.CLUSTER, 2);
        members.forEach(member -> WORLD.service("lists", member));
        WORLD.aws.drain(members.get(1));
        WORLD.moto.resetCalls();
        try (Program program = WORLD.start(Map.of("spot.drain", "true"))) {
            assertThat(program.context().isStarted()).isTrue();
            String id = members.get(0).instanceId();
            WORLD.aws.send(RecoveryWorld.QUEUE, Events.at("rebalance-recommendation", id, Instant.now()));
            assertThat(WORLD.published("rebalance_recommendation")).doesNotContain("being set to DRAINING");
            assertThat(WORLD.moto.calls()).doesNotContainKey("UpdateContainerInstancesState");

            // Sent at once and noticed in the next second, so that "earlier" is true.
            WORLD.aws.send(
                    RecoveryWorld.QUEUE,
                    Events.at(RecoveryWorld.WARNING, id, Instant.now().plusSeconds(1)));
            assertThat(WORLD.published("interruption_warning"))
                    .contains("it is being set to DRAINING", "Announced before: rebalance recommendation")
                    .doesNotContain("drain it now");
            await("drained")
                    .atMost(RecoveryWorld.SOON)
                    .until(() -> "DRAINING".equals(WORLD.aws.status(members.get(0))));

            WORLD.moto.resetCalls();
            WORLD.aws.send(
                    RecoveryWorld.QUEUE,
                    Events.now(RecoveryWorld.WARNING, members.get(1).instanceId()));
            assertThat(WORLD.published("interruption_warning")).doesNotContain("is being set");
            WORLD.awaitChecks(2);
            assertThat(WORLD.moto.calls()).doesNotContainKey("UpdateContainerInstancesState");
        }
        WORLD.aws.purge(RecoveryWorld.QUEUE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void instanceIsDrainedWhileASlowChannelStillHasNoAlert(boolean others) throws Exception {
        Member member = WORLD.aws.members(RecoveryWorld.CLUSTER, 1).get(0);
        WORLD.service(others ? "stock" : "depot", member);
        CountDownLatch drained = new CountDownLatch(1);
        try (WebhookReceiver slow = WebhookReceiver.start(0)) {
            slow.answerWith(() -> {
                try {
                    return drained.await(1, TimeUnit.MINUTES) ? 200 : 500;
                } catch (InterruptedException stopped) {
                    return 500;
                }
            });
            try (Program program = WORLD.start(Map.of(
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
                    slow.url().replace("http://", "") + ",127.0.0.1:" + WORLD.chat.port()))) {
                assertThat(program.context().isStarted()).isTrue();
                WORLD.aws.send(RecoveryWorld.QUEUE, Events.now(RecoveryWorld.WARNING, member.instanceId()));
                await("drained").atMost(RecoveryWorld.SOON).until(() -> "DRAINING".equals(WORLD.aws.status(member)));

                assertThat(slow.accepted()).isEmpty();
                drained.countDown();
                await("received")
                        .atMost(RecoveryWorld.SOON)
                        .until(() -> !slow.accepted().isEmpty());
                if (others) {
                    WORLD.published("interruption_warning");
                }
                await("the first check").atMost(RecoveryWorld.SOON).until(() -> WORLD.calls("SendMessage") >= 2);
            }
        }
        assertThat(WORLD.moto.calls()).containsEntry("UpdateContainerInstancesState", 1);
        WORLD.aws.purge(RecoveryWorld.QUEUE);
    }
}
