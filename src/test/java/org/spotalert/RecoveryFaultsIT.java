package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.PostgresServer;
import software.amazon.awssdk.services.sqs.model.Message;

/** Recovery when something is lost, forged or away. */
class RecoveryFaultsIT {

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
    void anotherProcessWithTheSameStoreCarriesOn(@TempDir Path directory) throws Exception {
        Member member = WORLD.aws.members(RecoveryWorld.CLUSTER, 1).get(0);
        List<String> tasks = WORLD.service("cart", member);
        Map<String, String> store = Map.of("spot.store.url", "jdbc:h2:file:" + directory.resolve("store"));
        try (Program first = WORLD.start(store)) {
            assertThat(first.context().isStarted()).isTrue();
            WORLD.aws.send(RecoveryWorld.QUEUE, Events.now(RecoveryWorld.WARNING, member.instanceId()));
            WORLD.published("interruption_warning");
            WORLD.awaitChecks(2);
        }
        tasks.forEach(task -> WORLD.aws.stop(member, task, 0));
        WORLD.assertNothingPublished();

        try (Program second = WORLD.start(store)) {
            assertThat(second.context().isStarted()).isTrue();
            assertThat(WORLD.published("recovered")).contains("cart");
        }
    }

    @Test
    void messagesThatNobodyHasSentStartNothing() throws Exception {
        Member member = WORLD.aws.members(RecoveryWorld.CLUSTER, 1).get(0);
        List<String> tasks = WORLD.service("forged", member);
        String key = AwsWorld.ACCOUNT + "/" + AwsWorld.REGION + "/" + member.instanceId() + "/interruption_warning";
        try (Program program = WORLD.start(Map.of("spot.recovery.interval", "4s"))) {
            assertThat(program.context().isStarted()).isTrue();
            Instant begun = Instant.now();
            WORLD.aws.send(
                    RecoveryWorld.QUEUE, check("123456789012/eu-west-1/i-0a1b2c3d4e5f60718/interruption_warning"));
            WORLD.aws.send(RecoveryWorld.QUEUE, check("' OR 1=1 --"));
            WORLD.aws.send(RecoveryWorld.QUEUE, Events.now(RecoveryWorld.WARNING, member.instanceId()));
            WORLD.published("interruption_warning");
            await("the first check").atMost(RecoveryWorld.SOON).until(() -> WORLD.calls("SendMessage") >= 4);
            // Before it is due.
            IntStream.range(0, 5).forEach(copy -> WORLD.aws.send(RecoveryWorld.QUEUE, check(key)));
            tasks.forEach(task -> WORLD.aws.stop(member, task, 0));
            WORLD.published("recovered");
            // After the last one.
            WORLD.aws.send(RecoveryWorld.QUEUE, check(key));
            await("dropped").atMost(RecoveryWorld.SOON).until(() -> WORLD.aws.depth(RecoveryWorld.QUEUE) <= 1);
            WORLD.assertNothingPublished();
            // One for the warning, and one at each interval: those that nobody has sent would be six more.
            long intervals = Duration.between(begun, Instant.now()).toSeconds() / 4;
            assertThat(WORLD.calls("DescribeContainerInstances")).isLessThan(4 + (int) intervals);
        }
        assertThat(WORLD.headlines()).hasSize(2);
    }

    private static String check(String incident) {
        return "{\"detail-type\":\"Spot Interruption Recovery Check\",\"detail\":{\"incident\":\"" + incident + "\"}}";
    }

    @Test
    void checkOutlastsItsStore() throws Exception {
        Member member = WORLD.aws.members(RecoveryWorld.CLUSTER, 1).get(0);
        List<String> tasks = WORLD.service("vouchers", member);
        try (PostgresServer postgres = PostgresServer.start();
                Program program =
                        WORLD.start(Map.of("spot.store.url", postgres.url(), "spot.queue.visibility-timeout", "2"))) {
            assertThat(program.context().isStarted()).isTrue();
            WORLD.aws.send(RecoveryWorld.QUEUE, Events.now(RecoveryWorld.WARNING, member.instanceId()));
            WORLD.published("interruption_warning");
            WORLD.awaitChecks(1);

            postgres.stop();
            tasks.forEach(task -> WORLD.aws.stop(member, task, 0));
            Member other = WORLD.aws.members(RecoveryWorld.CLUSTER, 1).get(0);
            List<String> lost = WORLD.service("coupons", other);
            WORLD.aws.send(RecoveryWorld.QUEUE, Events.now(RecoveryWorld.WARNING, other.instanceId()));
            assertThat(WORLD.published("interruption_warning")).contains("coupons");
            WORLD.assertNothingPublished();
            postgres.startAgain();

            assertThat(WORLD.published("recovered")).contains("RECOVERED vouchers healthy after");
            lost.forEach(task -> WORLD.aws.stop(other, task, 0));
            assertThat(WORLD.published("recovered")).contains("RECOVERED coupons healthy after");
        }
    }

    @Test
    void checkThatFindsNoRoomIsRescheduledAndHoldsNoWarningUp() throws Exception {
        List<Member> members = WORLD.aws.members(RecoveryWorld.CLUSTER, 3);
        WORLD.service("lamps", members.get(0));
        WORLD.service("shades", members.get(1));
        WORLD.service("bulbs", members.get(2));
        try (Program program = WORLD.start(Map.of(
                "spot.recovery.interval", "4s", "spot.batch.max-in-flight", "1", "spot.enrich.timeout", "20s"))) {
            assertThat(program.context().isStarted()).isTrue();
            for (Member member : members.subList(0, 2)) {
                WORLD.aws.send(RecoveryWorld.QUEUE, Events.now(RecoveryWorld.WARNING, member.instanceId()));
                WORLD.published("interruption_warning");
            }
            await("checks").atMost(RecoveryWorld.SOON).until(() -> WORLD.calls("SendMessage") >= 4);
            WORLD.moto.resetCalls();
            // The first check takes the only place, for as long as lookups may take.
            WORLD.moto.delay("DescribeServices", Duration.ofSeconds(40), 100);
            await("the check").atMost(RecoveryWorld.SOON).until(() -> WORLD.calls("DescribeServices") > 0);
            Instant begun = Instant.now();

            await("the other check is rescheduled")
                    .atMost(RecoveryWorld.SOON)
                    .until(() -> WORLD.calls("SendMessage") >= 1);
            WORLD.moto.clearFaults();
            WORLD.aws.send(
                    RecoveryWorld.QUEUE,
                    Events.now(RecoveryWorld.WARNING, members.get(2).instanceId()));
            WORLD.published("interruption_warning");

            // Long before the first check is over.
            assertThat(Instant.now()).isBefore(begun.plusSeconds(13));
            WORLD.moto.resetCalls();
            await("checks go on").atMost(RecoveryWorld.SOON).until(() -> WORLD.calls("DescribeServices") >= 3);
        }
    }

    @Test
    void checkCarriesTheKeyOfTheIncidentAndNothingElse() throws Exception {
        Member member = WORLD.aws.members(RecoveryWorld.CLUSTER, 1).get(0);
        WORLD.service("headers", member);
        try (Program program = WORLD.start(Map.of("spot.recovery.interval", "20s"))) {
            assertThat(program.context().isStarted()).isTrue();
            WORLD.aws.send(RecoveryWorld.QUEUE, Events.now(RecoveryWorld.WARNING, member.instanceId()));
            WORLD.published("interruption_warning");
            await("the check").atMost(RecoveryWorld.SOON).until(() -> WORLD.calls("SendMessage") >= 2);
        }
        List<Message> checks = new ArrayList<>();
        await("the check is due")
                .atMost(RecoveryWorld.SOON)
                .until(() -> checks.addAll(WORLD.aws.messages(RecoveryWorld.QUEUE)));

        assertThat(checks).singleElement().satisfies(check -> {
            assertThat(check.body())
                    .isEqualTo(
                            "{\"version\":\"0\",\"detail-type\":\"Spot Interruption Recovery Check\",\"source\":\"spot-interruption-alerts\","
                                    + "\"detail\":{\"incident\":\"123456789012/eu-west-1/" + member.instanceId()
                                    + "/interruption_warning\"}}");
            assertThat(check.messageAttributes()).isEmpty();
        });
    }

    @Test
    void warningIsSentWhenNoCheckCanBe() throws Exception {
        Member member = WORLD.aws.members(RecoveryWorld.CLUSTER, 1).get(0);
        WORLD.service("reviews", member);
        WORLD.aws.send(RecoveryWorld.QUEUE, Events.now(RecoveryWorld.WARNING, member.instanceId()));
        WORLD.moto.fail("SendMessage", "AccessDenied", 403, 1_000);
        try (Program program = WORLD.start(Map.of())) {
            assertThat(program.context().isStarted()).isTrue();
            assertThat(WORLD.published("interruption_warning")).contains("reviews");
            await("deleted").atMost(RecoveryWorld.SOON).until(() -> WORLD.aws.depth(RecoveryWorld.QUEUE) == 0);
            assertThat(WORLD.moto.calls()).containsKey("SendMessage");
        }
    }
}
