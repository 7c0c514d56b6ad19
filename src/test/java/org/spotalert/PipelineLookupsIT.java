package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;

/** The real program finds what runs on an instance, in clusters of any size. */
class PipelineLookupsIT {

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
    void instanceOfNoClusterNotifiesNobody() {
        String id =
                WORLD.aws.instances(1, Map.of("Name", "not-a-container-host")).get(0);

        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("interruption-warning-terminate", id));

        WORLD.nobodyIsNotified();
    }

    @Test
    void instanceThatIsFoundNowhereIsSentWhereItsPlaceWasAssumed() {
        String id = "i-0fedcba9876543210";

        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("detail-only-warning", id));

        assertThat(WORLD.text()).contains(id, "impact unknown", "the notice names no Region");
        WORLD.queueIsEmpty();
    }

    @Test
    void instanceUnknownToEc2FailsNobody() {
        Member member = WORLD.aws.members("blue", 1).get(0);
        WORLD.aws.tasks(member, "service:checkout", 1);

        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("interruption-warning-terminate", "i-00000000000000001"));
        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        assertThat(WORLD.text()).contains(member.instanceId()).doesNotContain("PARTIAL");
        WORLD.queueIsEmpty();
    }

    @Test
    void daemonsAloneNotifyNobody() {
        Member member = WORLD.aws.members("blue", 1).get(0);
        WORLD.aws.tasks(member, "service:agent", 2);

        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        WORLD.nobodyIsNotified();
    }

    @Test
    void tasksStoppedSinceTheNoticeCountAndEarlierOnesDoNot() {
        Member member = WORLD.aws.members("blue", 1).get(0);
        WORLD.aws.stop(member, WORLD.aws.tasks(member, "service:checkout", 1).get(0), 0);
        WORLD.aws.stop(member, WORLD.aws.tasks(member, "service:search", 1).get(0), 900);
        WORLD.aws.drain(member);

        WORLD.aws.send(
                PipelineWorld.QUEUE,
                Events.at(
                        "interruption-warning-terminate",
                        member.instanceId(),
                        Instant.now().minusSeconds(30)));

        assertThat(WORLD.text()).contains("- checkout  ", "DRAINING").doesNotContain("- search  ");
    }

    @Test
    void allPagesOfTasksAndServicesAreRead() {
        Member member = WORLD.aws.members("green", 1).get(0);
        List<String> names =
                IntStream.range(0, 25).mapToObj(n -> "service-" + n).toList();
        names.forEach(name -> {
            WORLD.aws.service("green", name, 10);
            WORLD.aws.tasks(member, "service:" + name, 6);
        });

        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        String text = WORLD.text();
        assertThat(text).doesNotContain("PARTIAL", " more\n");
        names.forEach(name -> assertThat(text).contains("- " + name + "  10 -> 4 running, needs 10"));
    }

    @Test
    void clusterBehindTheFirstPageIsFound() {
        Member member = WORLD.aws.members("red", 1).get(0);
        WORLD.aws.tasks(member, "service:last", 1);

        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        assertThat(WORLD.text()).contains("- last  ");
    }
}
