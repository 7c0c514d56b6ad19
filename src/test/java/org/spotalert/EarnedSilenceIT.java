package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.model.Impact;

/** Nobody is notified only when AWS says, after the notice, that nothing is lost. What is remembered is no such answer. */
class EarnedSilenceIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String QUEUE = "spot";
    private static final String WARNING = "interruption-warning-terminate";

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());
    private static final List<Impact> IMPACTS = new CopyOnWriteArrayList<>();

    private static Program program;

    @BeforeAll
    static void start() throws Exception {
        AWS.queue(QUEUE, 5);
        for (String cluster : List.of("blue", "green")) {
            AWS.cluster(cluster);
            AWS.service(cluster, "checkout", 3);
        }
        program = Program.start(
                MOTO.endpoint(),
                new HashMap<>(Map.of(
                        "spot.queue",
                        QUEUE,
                        // A storm keeps moto busy for longer than other tests do.
                        "spot.enrich.timeout",
                        "1m",
                        "spot.queue.visibility-timeout",
                        "10",
                        "spot.channel.sns.enabled",
                        "true",
                        "spot.channel.sns.topic-arn",
                        AWS.topic("alerts"))));
        program.context().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            @SuppressWarnings("unchecked")
            public void notify(CamelEvent event) {
                if (event instanceof ExchangeSendingEvent sending
                        && sending.getEndpoint().getEndpointUri().equals("direct://decide")) {
                    IMPACTS.addAll((Collection<Impact>)
                            sending.getExchange().getMessage().getBody());
                }
            }
        });
    }

    @AfterAll
    static void stop() {
        program.close();
        AWS.close();
        MOTO.close();
    }

    @BeforeEach
    void allWell() {
        queueIsEmpty();
        MOTO.clearFaults();
        while (!AWS.messages("alerts").isEmpty()) {
            // leftovers of the test before
        }
        IMPACTS.clear();
        MOTO.resetCalls();
    }

    private static void queueIsEmpty() {
        await("queue").atMost(SOON).until(() -> AWS.depth(QUEUE) == 0);
    }

    private static void warn(String instanceId) {
        AWS.send(QUEUE, Events.now(WARNING, instanceId));
    }

    private static String sent() {
        List<String> bodies = new ArrayList<>();
        await("SNS").atMost(SOON).until(() -> {
            AWS.messages("alerts").forEach(message -> bodies.add(message.body()));
            return !bodies.isEmpty();
        });
        try {
            return new ObjectMapper().readTree(bodies.get(0)).path("Message").asText();
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private static void nobodyIsNotified() {
        queueIsEmpty();
        assertThat(AWS.messages("alerts")).isEmpty();
    }

    /** Clusters that nobody has asked for yet are remembered from now on. */
    private static void rememberTheClusters() {
        warn(AWS.instances(1, Map.of("Name", "not-a-container-host")).get(0));
        nobodyIsNotified();
        IMPACTS.clear();
        MOTO.resetCalls();
    }

    @ParameterizedTest
    @CsvSource({"blue, true", "blue, false", "green, true", "green, false"})
    void tasksOfEveryRecordAreLost(String again, boolean onTheStaleOne) {
        // The order in which ECS lists records is chance.
        for (int round = 0; round < 3; round++) {
            Member stale = AWS.members("blue", 1).get(0);
            MOTO.agent(stale, false);
            Member connected = AWS.registerAgain(stale, again);
            AWS.drain(connected);
            AWS.tasks(onTheStaleOne ? stale : connected, "service:checkout", 1);

            warn(stale.instanceId());

            assertThat(sent())
                    .contains(stale.instanceId(), "checkout", "DRAINING")
                    .doesNotContain("PARTIAL");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"blue", "green"})
    void recordThatARecommendationHasLeftRememberedSilencesNothing(String again) {
        Member before = AWS.members("blue", 1).get(0);
        AWS.send(QUEUE, Events.now("rebalance-recommendation", before.instanceId()));
        nobodyIsNotified();
        MOTO.agent(before, false);
        AWS.tasks(AWS.registerAgain(before, again), "service:checkout", 1);

        warn(before.instanceId());

        assertThat(sent())
                .contains(before.instanceId(), "checkout", "reclaim in " + again)
                .doesNotContain("PARTIAL");
    }

    @Test
    void bothRecordsAreRememberedAndDescribedAnew() {
        Member stale = AWS.members("blue", 1).get(0);
        Member connected = AWS.registerAgain(stale, "green");
        AWS.tasks(stale, "service:checkout", 1);
        AWS.send(QUEUE, Events.now("rebalance-recommendation", stale.instanceId()));
        sent();
        AWS.tasks(connected, "service:checkout", 2);
        IMPACTS.clear();

        warn(stale.instanceId());
        sent();

        assertThat(IMPACTS).singleElement().satisfies(impact -> {
            assertThat(impact.services())
                    .extracting(service -> service.cluster())
                    .contains("blue");
            assertThat(impact.completeness().reason()).isEmpty();
        });
    }

    @Test
    void silenceAboutAnInstanceOfNoClusterIsAskedForAnew() {
        rememberTheClusters();

        warn(AWS.instances(1, Map.of("Name", "not-a-container-host")).get(0));
        nobodyIsNotified();

        assertThat(MOTO.calls()).containsKey("ListClusters");
        int pages = MOTO.calls().getOrDefault("ListClusters", 0);
        int lists = MOTO.calls().getOrDefault("ListContainerInstances", 0);
        assertThat(lists).as("each cluster is asked once").isLessThanOrEqualTo(2 * pages);
    }

    @Test
    void clusterMadeSinceTheLastListIsAsked() {
        rememberTheClusters();
        AWS.cluster("brand-new");
        Member member = AWS.members("brand-new", 1).get(0);
        AWS.tasks(member, "family:report", 1);

        warn(member.instanceId());

        assertThat(sent()).contains(member.instanceId(), "report").doesNotContain("PARTIAL");
    }

    @Test
    void stormInClustersMadeSinceTheStartIsSent() {
        rememberTheClusters();
        List<String> ids = IntStream.range(0, 10)
                .mapToObj(number -> "made-later-" + (char) ('a' + number))
                .flatMap(cluster -> {
                    AWS.cluster(cluster);
                    List<Member> members = AWS.members(cluster, 30);
                    members.forEach(member -> AWS.tasks(member, "family:job", 1));
                    return members.stream().map(Member::instanceId);
                })
                .toList();

        AWS.sendAll(QUEUE, ids.stream().map(id -> Events.now(WARNING, id)).toList());
        await("all decided").atMost(SOON).until(() -> IMPACTS.size() >= ids.size());
        queueIsEmpty();

        assertThat(IMPACTS)
                .extracting(impact -> impact.interruption().resourceId())
                .containsAll(ids);
        // What the request budget does not grant in time is said, with the number of tasks.
        assertThat(IMPACTS).allSatisfy(impact -> {
            assertThat(impact.cluster()).isNotNull();
            assertThat(impact.losesTasks() || impact.completeness().reason().startsWith("the 1 tasks on the instance"))
                    .isTrue();
        });
        assertThat(AWS.messages("alerts")).isNotEmpty();
        assertThat(AWS.depth(QUEUE + "-dead")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "ListTasks, 'ECS counts 2 tasks on the instance, and describes 0'",
        "DescribeTasks, tasks could not be described (MISSING)",
        "DescribeContainerInstances, 'it does not describe a container instance that it lists: MISSING'"
    })
    void contradictoryAnswersOfEcsAreSentAsUnknownImpact(String action, String reason) {
        Member member = AWS.members("blue", 1).get(0);
        AWS.tasks(member, "service:checkout", 2);
        MOTO.omit(action);

        warn(member.instanceId());

        assertThat(sent()).contains(member.instanceId(), "impact unknown", "PARTIAL", reason);
    }
}
