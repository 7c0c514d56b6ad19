package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.FreePort;
import org.spotalert.local.PostgresServer;

/** Each channel receives each alert once, whether the store is there, away, lost or shared. */
class DeliveriesStoreIT {

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
    void unreachableStoreStopsNeitherTheStartNorAnAlert() throws Exception {
        WORLD.settings.put("spot.store.url", "jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/store");
        try (Program program = WORLD.program()) {
            WORLD.warn();

            WORLD.sentOnce();
            program.awaitHealth("200", "warning: the store fails");
        }
    }

    @Test
    void copiesOfAnAlertAreSentOnceWithoutTheStore() throws Exception {
        WORLD.settings.put("spot.store.url", "jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/store");
        // Each copy is a batch of its own, while the first one is still being sent.
        WORLD.settings.put("spot.batch.interval", "0s");
        WORLD.chatAnswers(okJson("{}").withFixedDelay(1_500));
        try (Program program = WORLD.program()) {
            await("the store")
                    .atMost(DeliveriesWorld.SOON)
                    .until(() -> WORLD.health(program).body().contains("the store fails"));
            for (int copy = 0; copy < 20; copy++) {
                WORLD.warn();
            }

            await("queue").atMost(DeliveriesWorld.SOON).until(() -> WORLD.aws.depth("spot") == 0);
            WORLD.sentOnce();
            assertThat(WORLD.aws.depth("spot-dead")).isZero();
        }
    }

    @Test
    void storeThatIsLostAndComesBackLosesNoAlert() throws Exception {
        try (PostgresServer postgres = PostgresServer.start()) {
            WORLD.settings.put("spot.store.url", postgres.url());
            try (Program program = WORLD.program()) {
                await("the store")
                        .atMost(DeliveriesWorld.SOON)
                        .until(() -> !WORLD.health(program).body().contains("the store fails"));
                postgres.stop();
                WORLD.warn();
                WORLD.sentOnce();
                await("the warning")
                        .atMost(DeliveriesWorld.SOON)
                        .until(() -> WORLD.health(program).body().contains("the store fails"));

                postgres.startAgain();

                await("the store")
                        .atMost(DeliveriesWorld.SOON)
                        .until(() -> !WORLD.health(program).body().contains("the store fails"));
                Member other = WORLD.aws.members("blue", 1).get(0);
                WORLD.aws.tasks(other, "family:web", 1);
                String event = Events.now(DeliveriesWorld.WARNING, other.instanceId());
                WORLD.aws.send("spot", event);
                await("chat").atMost(DeliveriesWorld.SOON).until(() -> WORLD.chatted() == 2);
                WORLD.aws.send("spot", event);
                WORLD.queueIsEmpty();
                assertThat(WORLD.chatted()).isEqualTo(2);
                assertThat(WORLD.aws.messages("alerts")).hasSize(1);
            }
        }
    }

    @Test
    void replicasSendOnceBetweenThem() throws Exception {
        List<String> instances = WORLD.aws.members("blue", 10).stream()
                .peek(member -> WORLD.aws.tasks(member, "family:web", 1))
                .map(Member::instanceId)
                .toList();
        try (PostgresServer postgres = PostgresServer.start()) {
            WORLD.settings.put("spot.store.url", postgres.url());
            try (Program one = WORLD.program()) {
                WORLD.settings.put("camel.main.name", "replica");
                try (Program other = WORLD.program()) {
                    for (int copy = 0; copy < 3; copy++) {
                        instances.forEach(id -> WORLD.aws.send("spot", Events.now(DeliveriesWorld.WARNING, id)));
                    }
                    WORLD.queueIsEmpty();
                    assertThat(List.of(one.context(), other.context())).allMatch(context -> context.isStarted());
                }
            }
        }

        List<String> sent = new ArrayList<>();
        WORLD.chat
                .getAllServeEvents()
                .forEach(event -> sent.add(event.getRequest().getBodyAsString()));
        assertThat(instances)
                .allSatisfy(id ->
                        assertThat(sent).filteredOn(text -> text.contains(id)).hasSize(1));
        while (!WORLD.aws.messages("alerts").isEmpty()) {
            // counted by the chat already
        }
    }
}
