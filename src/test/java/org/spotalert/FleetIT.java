package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.fleet.FleetRotation;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;

/** The program knows what ran where before a notice: alerts are sooner, and complete while AWS does not answer. */
class FleetIT {

    private static final String QUEUE = "spot";
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final List<String> OF_ECS = List.of(
            "ListClusters",
            "DescribeClusters",
            "ListContainerInstances",
            "DescribeContainerInstances",
            "ListTasks",
            "DescribeTasks",
            "DescribeServices");

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());

    private static List<Member> members;
    private static Member empty;
    private static Program program;

    @BeforeAll
    static void start() throws Exception {
        AWS.queue(QUEUE, 5);
        List.of("blue", "green", "red").forEach(AWS::cluster);
        AWS.service("red", "checkout", 3);
        members = AWS.members("red", 5);
        members.forEach(member -> AWS.tasks(member, "service:checkout", 2));
        empty = AWS.members("green", 1).get(0);
        program = Program.start(
                MOTO.endpoint(),
                Map.of(
                        "spot.queue", QUEUE,
                        "spot.fleet", "true",
                        "spot.fleet.interval", "10m",
                        "spot.fleet.quota-share", "50%",
                        "spot.enrich.timeout", "8s",
                        // The local AWS may be slow where many tests run.
                        "spot.fleet.timeout", "8s",
                        "spot.channel.sns.enabled", "true",
                        "spot.channel.sns.topic-arn", AWS.topic("alerts")));
        await("all clusters read")
                .atMost(SOON)
                .until(() -> program.get("/observe/metrics").contains("spot_fleet_clusters 2.0"));
    }

    @AfterAll
    static void stop() {
        program.close();
        AWS.close();
        MOTO.close();
    }

    @BeforeEach
    void allWell() {
        MOTO.clearFaults();
        MOTO.resetCalls();
    }

    private static List<String> sent(int count) {
        List<String> texts = new ArrayList<>();
        await("SNS").atMost(SOON).until(() -> {
            AWS.messages("alerts").forEach(message -> texts.add(message.body()));
            return texts.size() >= count;
        });
        return texts.stream().map(FleetIT::text).toList();
    }

    private static String text(String body) {
        try {
            return new ObjectMapper().readTree(body).path("Message").asText();
        } catch (java.io.IOException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private static void warn(Member member) {
        AWS.send(QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));
    }

    @Test
    void knownInstanceCostsNoSearchWhateverTheNumberOfClusters() {
        warn(members.get(0));

        assertThat(sent(1).get(0)).contains("- checkout  3 -> 1 running").doesNotContain("PARTIAL", "as of");
        assertThat(MOTO.calls())
                .containsEntry("DescribeInstances", 1)
                .containsEntry("DescribeContainerInstances", 1)
                .containsEntry("ListTasks", 2)
                .containsEntry("DescribeServices", 1)
                .doesNotContainKeys("ListClusters", "DescribeClusters", "ListContainerInstances", "DescribeTasks");
    }

    @Test
    void alertIsCompleteAsOfTheReadWhileEcsThrottlesEverything() {
        Stream.concat(OF_ECS.stream(), Stream.of("DescribeInstances"))
                .forEach(action -> MOTO.fail(action, "ThrottlingException", 400, 1000));

        warn(members.get(1));

        assertThat(sent(1).get(0))
                .contains(members.get(1).instanceId(), "- checkout  3 -> 1 running", "as of ", " before the notice")
                .doesNotContain("PARTIAL");
    }

    @Test
    void whatIsRememberedIsNoGroundForSilence() {
        OF_ECS.forEach(action -> MOTO.fail(action, "ThrottlingException", 400, 1000));

        warn(empty);

        assertThat(sent(1).get(0)).contains(empty.instanceId(), "impact unknown", "PARTIAL");
    }

    @Test
    void alertNamesWhatEventsOfEcsHaveSaidSinceTheRead() throws Exception {
        Member quiet = members.get(2);
        String event = """
                {"detail-type": "ECS Task State Change", "source": "aws.ecs", "account": "%1$s", "time": "%2$s",
                 "region": "%3$s", "detail": {"clusterArn": "arn:aws:ecs:%3$s:%1$s:cluster/red", "taskArn":
                 "arn:aws:ecs:%3$s:%1$s:task/red/0123456789abcdef0123456789abcdef", "containerInstanceArn": "%4$s",
                 "group": "service:orders", "lastStatus": "RUNNING", "desiredStatus": "RUNNING", "version": 2}}""".formatted(AwsWorld.ACCOUNT, Instant.now(), AwsWorld.REGION, quiet.containerInstanceArn());
        AWS.send(QUEUE, event);
        await("the event")
                .atMost(SOON)
                .until(() -> program.get("/observe/metrics").contains("spot_fleet_events_applied 1.0"));
        OF_ECS.forEach(action -> MOTO.fail(action, "ThrottlingException", 400, 1000));

        warn(quiet);

        assertThat(sent(1).get(0))
                .contains("- checkout  3 -> 1 running", "- orders", "as of ")
                .doesNotContain("PARTIAL");
        assertThat(AWS.messages(QUEUE)).isEmpty();
    }

    @Test
    void staleSnapshotIsAWarningOfTheHealthCheck() throws Exception {
        FleetRotation rotation =
                program.context().getRegistry().lookupByNameAndType("fleetRotation", FleetRotation.class);
        assertThat(rotation.warning()).isEmpty();
        MOTO.fail("ListClusters", "AccessDeniedException", 400, 1000);

        rotation.refresh();

        program.awaitHealth("200", "the fleet snapshot of eu-west-1 cannot be read: ");
        MOTO.clearFaults();
        await("another round").atMost(SOON).until(() -> {
            rotation.refresh();
            return rotation.warning().isEmpty();
        });
    }
}
