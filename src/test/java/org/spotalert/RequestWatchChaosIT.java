package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.spotalert.ReclaimsWorld.SOON;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spotalert.ReclaimsWorld.Silence;
import org.spotalert.local.AppProcess;
import org.spotalert.local.PostgresServer;
import org.spotalert.local.Variables;
import org.spotalert.platform.collection.Chunks;

/** What the request watch promises, at its own pace and through kills. */
@Tag("chaos")
class RequestWatchChaosIT {

    private ReclaimsWorld world;

    @BeforeEach
    void furnish() {
        world = new ReclaimsWorld();
        world.reset();
    }

    @AfterEach
    void tearDown() {
        world.close();
    }

    /** EventBridge is silent for 200 interruptions, with the settings as they come. */
    @ParameterizedTest
    @EnumSource
    void silenceOfEventBridgeLosesNothing(Silence how) throws Exception {
        world.settings.remove("spot.request-watch.interval");
        world.settings.remove("spot.batch.interval");
        List<String> instances = world.instances(200);
        world.silence(how);
        Map<String, Instant> taken = new HashMap<>();
        List<Long> seconds = new ArrayList<>();
        try (Program program = world.program()) {
            for (List<String> some : Chunks.of(instances, 20)) {
                world.announce(some);
                world.moto.reclaim(some);
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
                "silent EventBridge, %s: %d of %d notified, after %d s (median), %d s (95 %%), %d s (last)%n",
                how, seconds.size(), instances.size(), seconds.get(100), seconds.get(190), seconds.get(199));
        assertThat(world.named(instances).values()).hasSize(200).containsOnly(1);
        assertThat(seconds.get(190)).isLessThanOrEqualTo(20);
        assertThat(120 - seconds.get(100)).as("seconds left at the median").isGreaterThanOrEqualTo(95);
    }

    private void noteDelays(Map<String, Instant> taken, List<Long> seconds) {
        Set<String> before = new HashSet<>(world.texts.keySet());
        world.named(taken.keySet());
        world.texts.keySet().stream()
                .filter(id -> !before.contains(id))
                .forEach(id -> seconds.add(
                        Duration.between(taken.get(id), Instant.now()).toSeconds()));
    }

    /** Three replicas, of which the one that watches is killed; what AWS takes meanwhile waits for the next one. */
    @Test
    void anotherReplicaWatchesWhenTheOneIsKilled(@TempDir Path logs) throws Exception {
        try (PostgresServer postgres = PostgresServer.start()) {
            world.settings.put("spot.store.url", postgres.url());
            world.settings.put("spot.store.lease", "4s");
            Map<String, String> variables = new HashMap<>(Variables.of(world.settings));
            variables.putAll(Variables.aws(world.moto.endpoint()));
            List<AppProcess> replicas = new ArrayList<>();
            for (int replica = 0; replica < 3; replica++) {
                replicas.add(AppProcess.start(variables, logs.resolve(replica + ".log")));
            }
            replicas.forEach(AppProcess::awaitReady);
            List<String> instances = new ArrayList<>();
            while (replicas.size() > 1) {
                take(instances);
                await("alerts")
                        .atMost(SOON)
                        .until(() -> world.named(instances).keySet().containsAll(instances));
                List<AppProcess> watching =
                        replicas.stream().filter(RequestWatchChaosIT::watches).toList();
                assertThat(watching).hasSize(1);
                watching.get(0).kill();
                Instant killed = Instant.now();
                replicas.removeAll(watching);
                take(instances);
                await("another one").atMost(SOON).until(() -> replicas.stream().anyMatch(RequestWatchChaosIT::watches));
                System.out.printf(
                        "another replica watches %d ms after the kill%n",
                        Duration.between(killed, Instant.now()).toMillis());
                // The lease and an interval.
                assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(7));
            }
            take(instances);
            world.eachIsNamedOnce(instances);
            replicas.forEach(AppProcess::close);
        }
    }

    private void take(List<String> all) {
        List<String> some = world.instances(20);
        all.addAll(some);
        world.moto.reclaim(some);
    }

    private static boolean watches(AppProcess replica) {
        String output = replica.output();
        return output.lastIndexOf("this replica watches") > output.lastIndexOf("another replica watches");
    }
}
