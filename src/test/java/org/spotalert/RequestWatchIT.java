package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.spotalert.ReclaimsWorld.SOON;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spotalert.ReclaimsWorld.Silence;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;

/** What AWS takes without a word of EventBridge's is alerted in time, and what comes both ways once. */
class RequestWatchIT {

    private static final String OTHER_ACCOUNT = "222233334444";
    private static final String REFUSING = "333344445555";

    private static ReclaimsWorld world;

    @BeforeAll
    static void furnish() {
        world = new ReclaimsWorld();
    }

    @AfterAll
    static void tearDown() {
        world.close();
    }

    @BeforeEach
    void allWell() {
        world.reset();
    }

    @ParameterizedTest
    @EnumSource
    void silentReclaimIsAlertedInTimeAndSaysByWhichWayItCame(Silence how) throws Exception {
        List<String> instances = world.instances(20);
        world.silence(how);
        try (Program program = world.program()) {
            Instant taken = Instant.now();
            world.announce(instances);
            world.moto.reclaim(instances);

            world.eachIsNamedOnce(instances);

            assertThat(Duration.between(taken, Instant.now())).isLessThan(Duration.ofSeconds(20));
            assertThat(instances)
                    .allSatisfy(id -> assertThat(world.texts.get(id))
                            .singleElement()
                            .asString()
                            .contains("EventBridge had not by then")
                            .doesNotContain("LATE"));
            assertThat(program.get("/observe/health")).startsWith("200").doesNotContain("Spot requests");
        }
    }

    @Test
    void whatComesBothWaysIsSentOnce() throws Exception {
        bothWays(30);
    }

    @Test
    @Tag("chaos")
    void fiveHundredThatComeBothWaysAreSentOnce() throws Exception {
        bothWays(500);
    }

    private static void bothWays(int count) throws Exception {
        List<String> instances = world.instances(count);
        try (Program program = world.program()) {
            world.moto.reclaim(instances.subList(0, count / 2));
            world.announce(instances);
            world.moto.reclaim(instances.subList(count / 2, count));
            world.announce(instances);
            int before = world.looks();

            world.eachIsNamedOnce(instances);
            await("two more looks").atMost(SOON).until(() -> world.looks() >= before + 2);
            world.eachIsNamedOnce(instances);
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void evictionIsAlertedLateWhereNothingHasAnnouncedIt() throws Exception {
        List<String> instances = world.instances(2);
        try (Program program = world.program()) {
            world.announce(instances.subList(0, 1));
            world.eachIsNamedOnce(instances.subList(0, 1));
            world.aws.send("spot", evicted(instances));
            world.aws.send("spot", evicted(instances));

            world.eachIsNamedOnce(instances);

            assertThat(program.context().isStarted()).isTrue();
            assertThat(world.texts.get(instances.get(1)))
                    .singleElement()
                    .asString()
                    .contains("LATE", "Nothing announced that before");
        }
    }

    private static String evicted(List<String> instances) {
        return Events.now("bid-evicted", instances.get(0)).replace("i-0a1b2c3d4e5f60719", instances.get(1));
    }

    @Test
    void membersAreWatchedWithTheirRolesAndOneThatRefusesIsNamed() throws Exception {
        world.settings.putAll(Map.of(
                "spot.assume-role-arn",
                "arn:aws:iam::{account}:role/spot-alerts-lookup",
                "spot.accounts",
                OTHER_ACCOUNT + "," + REFUSING));
        world.moto.distrust(REFUSING);
        try (AwsWorld other = world.aws.in(OTHER_ACCOUNT);
                Program program = world.program()) {
            other.cluster("theirs");
            Member member = other.members("theirs", 1).get(0);
            other.tasks(member, "family:ledger", 1);
            world.moto.reclaimIn(OTHER_ACCOUNT, List.of(member.instanceId()));

            world.eachIsNamedOnce(List.of(member.instanceId()));

            assertThat(world.texts.get(member.instanceId()))
                    .singleElement()
                    .asString()
                    .contains("EventBridge had not by then", OTHER_ACCOUNT, "theirs", "ledger");
            program.awaitHealth("200", "eu-west-1-" + REFUSING + "=AccessDenied");
        }
    }
}
