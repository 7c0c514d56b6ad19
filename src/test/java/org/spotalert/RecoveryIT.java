package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;

/** The real program checks how interruptions end, with services that change meanwhile. */
class RecoveryIT {

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
    void resolutionIsSentOnceTheTasksOnTheInstanceHaveStopped() throws Exception {
        Member member = WORLD.aws.members(RecoveryWorld.CLUSTER, 1).get(0);
        List<String> tasks = WORLD.service("checkout", member);
        try (Program program = WORLD.start(Map.of())) {
            assertThat(program.context().isStarted()).isTrue();
            WORLD.aws.send(RecoveryWorld.QUEUE, Events.now(RecoveryWorld.WARNING, member.instanceId()));
            WORLD.published("interruption_warning");
            // As many run as shall, but among them those that will be lost.
            WORLD.awaitChecks(3);
            WORLD.assertNothingPublished();

            tasks.forEach(task -> WORLD.aws.stop(member, task, 0));
            WORLD.moto.service(RecoveryWorld.CLUSTER, "checkout", 1, null);
            WORLD.awaitChecks(3);
            WORLD.assertNothingPublished();

            WORLD.moto.service(RecoveryWorld.CLUSTER, "checkout", 3, null);
            assertThat(WORLD.published("recovered"))
                    .contains("RECOVERED checkout healthy after")
                    .containsPattern(
                            "checkout  3 of 3 running, 0 pending; stable again; below its minimum for about [1-9][0-9]? s");
            WORLD.queueIsEmpty();
        }
        assertThat(WORLD.chat.getAllServeEvents()).hasSize(2);
        assertThat(WORLD.chatThreads()).containsExactly("spot/123456789012/eu-west-1/" + member.instanceId());
    }

    @Test
    void problemIsSentWhenTheTimeIsUp() throws Exception {
        List<Member> members = WORLD.aws.members(RecoveryWorld.CLUSTER, 2);
        WORLD.aws.service(RecoveryWorld.CLUSTER, "search", 3);
        members.forEach(member -> WORLD.aws.tasks(member, "service:search", 1));
        String reason = "(service search) was unable to place a task because no container instance met all of its"
                + " requirements.";
        WORLD.moto.service(RecoveryWorld.CLUSTER, "search", 1, reason);
        try (Program program = WORLD.start(Map.of("spot.recovery.timeout", "3s", "spot.batch.interval", "1s"))) {
            assertThat(program.context().isStarted()).isTrue();
            // The first one opens the window; it is about an instance about which nobody is notified.
            List<String> warnings = new ArrayList<>();
            WORLD.aws
                    .instances(1, Map.of("Name", "elsewhere"))
                    .forEach(id -> warnings.add(Events.now(RecoveryWorld.WARNING, id)));
            members.forEach(member -> warnings.add(Events.now(RecoveryWorld.WARNING, member.instanceId())));
            WORLD.aws.sendAll(RecoveryWorld.QUEUE, warnings);

            await("resolutions").atMost(RecoveryWorld.SOON).until(() -> {
                long resolutions = WORLD.chat.getAllServeEvents().stream()
                        .filter(event -> event.getRequest().getBodyAsString().contains("NOT RECOVERED"))
                        .count();
                return resolutions > 0 && resolutions == WORLD.chatThreads().size();
            });
            // There may be a thread more, whose warning is still to come.
            WORLD.queueIsEmpty();
        }
        // What ECS says about tasks that it cannot place may come before the end.
        assertThat(WORLD.chat.getAllServeEvents())
                .filteredOn(event -> !event.getRequest().getBodyAsString().contains("CANNOT PLACE search"))
                .hasSize(2 * WORLD.chatThreads().size());
        assertThat(WORLD.chat.getAllServeEvents().get(0).getRequest().getBodyAsString())
                .contains("NOT RECOVERED search 1 of 3", "1 of 3 running, 2 pending; NOT STABLE", reason);
    }

    @Test
    void whatAPartialWarningLackedFollowsInItsThread() throws Exception {
        Member member = WORLD.aws.members(RecoveryWorld.CLUSTER, 1).get(0);
        List<String> tasks = WORLD.service("basket", member);
        WORLD.moto.fail("ListTasks", "AccessDeniedException", 400, 1_000);
        try (Program program = WORLD.start(Map.of())) {
            assertThat(program.context().isStarted()).isTrue();
            WORLD.aws.send(RecoveryWorld.QUEUE, Events.now(RecoveryWorld.WARNING, member.instanceId()));
            assertThat(WORLD.published("interruption_warning"))
                    .contains("PARTIAL")
                    .doesNotContain("basket");
            WORLD.awaitChecks(2);
            WORLD.assertNothingPublished();

            WORLD.moto.clearFaults();
            assertThat(WORLD.published("detail"))
                    .contains("more detail", "basket  ", " running, needs ")
                    .doesNotContain("PARTIAL");

            tasks.forEach(task -> WORLD.aws.stop(member, task, 0));
            assertThat(WORLD.published("recovered")).contains("RECOVERED", " healthy after ");
        }
        assertThat(WORLD.chatThreads()).hasSize(1);
    }

    @Test
    void channelThatRefusesTheDetailEndsNoChecks() throws Exception {
        Member member = WORLD.aws.members(RecoveryWorld.CLUSTER, 1).get(0);
        List<String> tasks = WORLD.service("wishes", member);
        WORLD.moto.fail("ListTasks", "AccessDeniedException", 400, 1_000);
        StubMapping refusal = WORLD.chat.stubFor(post(anyUrl())
                .withRequestBody(containing("more detail"))
                .willReturn(aResponse().withStatus(400)));
        try (Program program = WORLD.start(Map.of("spot.queue.visibility-timeout", "2"))) {
            assertThat(program.context().isStarted()).isTrue();
            WORLD.aws.send(RecoveryWorld.QUEUE, Events.now(RecoveryWorld.WARNING, member.instanceId()));
            WORLD.published("interruption_warning");
            WORLD.moto.clearFaults();
            WORLD.published("detail");

            tasks.forEach(task -> WORLD.aws.stop(member, task, 0));
            assertThat(WORLD.published("recovered")).contains("RECOVERED", " healthy after ");
            WORLD.chat.removeStub(refusal);
            await("received").atMost(RecoveryWorld.SOON).until(() -> WORLD.aws.depth(RecoveryWorld.QUEUE) == 0);
            WORLD.assertNothingPublished();
        } finally {
            WORLD.chat.removeStub(refusal);
        }
        assertThat(WORLD.chatThreads()).hasSize(1);
        assertThat(WORLD.chat.findAll(postRequestedFor(anyUrl()).withRequestBody(containing("RECOVERED "))))
                .hasSize(1);
        // Nobody receives details after the resolution.
        assertThat(WORLD.headlines().get(WORLD.headlines().size() - 1)).startsWith("RECOVERED ");
    }

    @Test
    void channelThatHasTheWarningLateReceivesTheResolutionAfterIt() throws Exception {
        Member member = WORLD.aws.members(RecoveryWorld.CLUSTER, 1).get(0);
        List<String> tasks = WORLD.service("offers", member);
        StubMapping refusal =
                WORLD.chat.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(400)));
        try (Program program = WORLD.start(Map.of("spot.queue.visibility-timeout", "3"))) {
            assertThat(program.context().isStarted()).isTrue();
            WORLD.aws.send(RecoveryWorld.QUEUE, Events.now(RecoveryWorld.WARNING, member.instanceId()));
            WORLD.published("interruption_warning");
            tasks.forEach(task -> WORLD.aws.stop(member, task, 0));
            assertThat(WORLD.published("recovered")).contains("offers");
            assertThat(WORLD.headlines()).isNotEmpty().noneMatch(headline -> headline.startsWith("RECOVERED"));

            assertThat(WORLD.taken()).isEmpty();
            WORLD.chat.removeStub(refusal);
            await("received")
                    .atMost(RecoveryWorld.SOON)
                    .until(() -> WORLD.taken().size() == 2 && WORLD.aws.depth(RecoveryWorld.QUEUE) == 0);
            assertThat(WORLD.taken().get(0)).contains(" left ");
            assertThat(WORLD.taken().get(1)).startsWith("RECOVERED ");
            WORLD.assertNothingPublished();
        } finally {
            WORLD.chat.removeStub(refusal);
        }
        assertThat(WORLD.chatThreads()).hasSize(1);
    }

    @Test
    void fargateTaskIsAnAlertWithItsService() throws Exception {
        WORLD.aws.service(RecoveryWorld.CLUSTER, "checkout", 3);
        WORLD.moto.service(RecoveryWorld.CLUSTER, "checkout", 2, null);
        String cluster = AwsWorld.ACCOUNT + ":cluster/" + RecoveryWorld.CLUSTER;
        String event = Events.now("task-interruption", "");
        WORLD.moto.resetCalls();
        try (Program program = WORLD.start(Map.of("spot.recovery.timeout", "2s"))) {
            assertThat(program.context().isStarted()).isTrue();
            assertThat(event).contains(cluster);
            WORLD.aws.send(RecoveryWorld.QUEUE, event);

            assertThat(WORLD.published("task_interruption"))
                    .contains("Fargate Spot reclaim in shop", "0123456789abcdef0123456789abcdef", "- checkout  ");
            assertThat(WORLD.moto.calls()).doesNotContainKeys("DescribeInstances", "ListClusters", "ListTasks");
            assertThat(WORLD.published("not_recovered")).contains("checkout", "2 of 3 running");
        }
    }
}
