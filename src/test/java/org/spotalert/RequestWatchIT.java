package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.local.AppProcess;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;
import org.spotalert.local.MotoServer;
import org.spotalert.local.PostgresServer;
import org.spotalert.local.Variables;
import org.spotalert.platform.collection.Chunks;

/** What AWS takes without a word of EventBridge's is alerted in time, and what comes both ways once. */
class RequestWatchIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());

    private final Map<String, String> settings = new HashMap<>();
    /** The texts of SNS that name each instance. */
    private final Map<String, List<String>> texts = new HashMap<>();

    private final Set<String> known = new HashSet<>();

    @BeforeAll
    static void furnish() {
        AWS.queue("spot", 5);
        AWS.cluster("blue");
        AWS.topic("alerts");
        AWS.rule("spot", "spot");
    }

    @AfterAll
    static void tearDown() {
        AWS.close();
        MOTO.close();
    }

    @BeforeEach
    void allWell() {
        MOTO.clearFaults();
        settings.putAll(Map.of(
                "spot.queue", "spot",
                "spot.queue.visibility-timeout", "5",
                "spot.batch.interval", "200ms",
                "spot.request-watch.interval", "1s",
                "spot.store.url", "jdbc:h2:mem:" + UUID.randomUUID(),
                "spot.channel.sns.enabled", "true",
                "spot.channel.sns.topic-arn", "arn:aws:sns:" + AwsWorld.REGION + ":" + AwsWorld.ACCOUNT + ":alerts"));
    }

    private static List<String> instances(int count) {
        return AWS.members("blue", count).stream()
                .peek(member -> AWS.tasks(member, "family:web", 1))
                .map(Member::instanceId)
                .toList();
    }

    private static int looks() {
        return MOTO.calls().getOrDefault("DescribeSpotInstanceRequests", 0);
    }

    private Program program() throws Exception {
        Program program = Program.start(MOTO.endpoint(), settings);
        MOTO.resetCalls();
        await("a look").atMost(SOON).until(() -> looks() > 0);
        return program;
    }

    /** How many texts name each of the instances so far. */
    private Map<String, Integer> named(Collection<String> instances) {
        AWS.messages("alerts")
                .forEach(message -> instances.stream()
                        .filter(message.body()::contains)
                        .forEach(id -> texts.computeIfAbsent(id, any -> new ArrayList<>())
                                .add(message.body())));
        return texts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().size()));
    }

    private void eachIsNamedOnce(Collection<String> instances) {
        await("alerts").atMost(SOON).until(() -> named(instances).keySet().containsAll(instances));
        await("queue").atMost(SOON).until(() -> AWS.depth("spot") == 0);
        assertThat(named(instances).values()).containsOnly(1);
    }

    @Test
    void silentReclaimIsAlertedInTimeAndSaysByWhichWayItCame() throws Exception {
        List<String> instances = instances(30);
        try (Program program = program()) {
            Instant taken = Instant.now();
            MOTO.reclaim(instances);

            eachIsNamedOnce(instances);

            assertThat(Duration.between(taken, Instant.now())).isLessThan(Duration.ofSeconds(20));
            assertThat(texts.get(instances.get(0)))
                    .singleElement()
                    .asString()
                    .contains("EventBridge had not by then")
                    .doesNotContain("LATE");
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

    private void bothWays(int count) throws Exception {
        List<String> instances = instances(count);
        List<String> notices = instances.stream()
                .map(id -> Events.now("interruption-warning-terminate", id))
                .toList();
        try (Program program = program()) {
            MOTO.reclaim(instances.subList(0, count / 2));
            AWS.sendAll("spot", notices);
            MOTO.reclaim(instances.subList(count / 2, count));
            AWS.sendAll("spot", notices);
            int before = looks();

            eachIsNamedOnce(instances);
            await("two more looks").atMost(SOON).until(() -> looks() >= before + 2);
            eachIsNamedOnce(instances);
            assertThat(program.context().isStarted()).isTrue();
        }
    }

    @Test
    void evictionIsAlertedLateWhereNothingHasAnnouncedIt() throws Exception {
        List<String> instances = instances(2);
        try (Program program = program()) {
            AWS.send("spot", Events.now("interruption-warning-terminate", instances.get(0)));
            eachIsNamedOnce(instances.subList(0, 1));
            AWS.send("spot", evicted(instances));
            AWS.send("spot", evicted(instances));

            eachIsNamedOnce(instances);

            assertThat(program.context().isStarted()).isTrue();
            assertThat(texts.get(instances.get(1)))
                    .singleElement()
                    .asString()
                    .contains("LATE", "Nothing announced that before");
        }
    }

    private static String evicted(List<String> instances) {
        return Events.now("bid-evicted", instances.get(0)).replace("i-0a1b2c3d4e5f60719", instances.get(1));
    }

    /** EventBridge is silent for 200 interruptions, with the settings as they come. */
    @Test
    @Tag("chaos")
    void silenceOfEventBridgeLosesNothing() throws Exception {
        settings.remove("spot.request-watch.interval");
        settings.remove("spot.batch.interval");
        List<String> instances = instances(200);
        Map<String, Instant> taken = new HashMap<>();
        List<Long> seconds = new ArrayList<>();
        try (Program program = program()) {
            for (List<String> some : Chunks.of(instances, 20)) {
                MOTO.reclaim(some);
                some.forEach(id -> taken.put(id, Instant.now()));
                Instant next = Instant.now().plusSeconds(4);
                await("the next ones").atMost(SOON).until(() -> {
                    noteDelays(taken, seconds);
                    return Instant.now().isAfter(next);
                });
            }
            await("alerts").atMost(SOON).until(() -> {
                noteDelays(taken, seconds);
                return seconds.size() == instances.size();
            });
            assertThat(program.context().isStarted()).isTrue();
        }
        seconds.sort(null);
        System.out.printf(
                "silent EventBridge: %d of %d notified, after %d s (median), %d s (95 %%), %d s (last)%n",
                seconds.size(), instances.size(), seconds.get(100), seconds.get(190), seconds.get(199));
        assertThat(named(instances).values()).hasSize(200).containsOnly(1);
        assertThat(seconds.get(190)).isLessThanOrEqualTo(20);
        assertThat(seconds.get(100)).isLessThanOrEqualTo(25);
    }

    private void noteDelays(Map<String, Instant> taken, List<Long> seconds) {
        int before = texts.size();
        named(taken.keySet());
        Set<String> noted = new HashSet<>(texts.keySet());
        noted.removeAll(known);
        known.addAll(noted);
        assertThat(noted).hasSize(texts.size() - before);
        noted.forEach(
                id -> seconds.add(Duration.between(taken.get(id), Instant.now()).toSeconds()));
    }

    /** Three replicas, of which the one that watches is killed. */
    @Test
    @Tag("chaos")
    void anotherReplicaWatchesWhenTheOneIsKilled(@TempDir Path logs) throws Exception {
        try (PostgresServer postgres = PostgresServer.start()) {
            settings.put("spot.store.url", postgres.url());
            settings.put("spot.store.lease", "4s");
            Map<String, String> variables = new HashMap<>(Variables.of(settings));
            variables.putAll(Variables.aws(MOTO.endpoint()));
            List<AppProcess> replicas = new ArrayList<>();
            for (int replica = 0; replica < 3; replica++) {
                replicas.add(AppProcess.start(variables, logs.resolve(replica + ".log")));
            }
            replicas.forEach(AppProcess::awaitReady);
            List<String> instances = new ArrayList<>();
            while (replicas.size() > 1) {
                List<String> some = instances(20);
                instances.addAll(some);
                MOTO.reclaim(some);
                await("alerts")
                        .atMost(SOON)
                        .until(() -> named(instances).keySet().containsAll(some));
                List<AppProcess> watching =
                        replicas.stream().filter(RequestWatchIT::watches).toList();
                assertThat(watching).hasSize(1);
                watching.get(0).kill();
                replicas.removeAll(watching);
                Instant killed = Instant.now();
                await("another one").atMost(SOON).until(() -> replicas.stream().anyMatch(RequestWatchIT::watches));
                System.out.printf(
                        "another replica watches %d ms after the kill%n",
                        Duration.between(killed, Instant.now()).toMillis());
                // The lease and an interval.
                assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(7));
            }
            List<String> last = instances(20);
            instances.addAll(last);
            MOTO.reclaim(last);
            eachIsNamedOnce(instances);
            replicas.forEach(AppProcess::close);
        }
    }

    private static boolean watches(AppProcess replica) {
        String output = replica.output();
        return output.lastIndexOf("this replica watches") > output.lastIndexOf("another replica watches");
    }
}
