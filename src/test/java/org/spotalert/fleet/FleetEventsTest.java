package org.spotalert.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spotalert.fleet.EcsEvents.ARN;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Cluster;
import org.spotalert.model.ContainerInstance;
import org.spotalert.model.ServiceSnapshot;

class FleetEventsTest {

    private static final Instant READ = Instant.parse("2026-11-20T08:15:00Z");
    private static final Instant NOTICED = READ.plusSeconds(60);
    private static final AccountRegion PLACE = new AccountRegion(null, "eu-west-1");
    private static final Cluster WEB = new Cluster(ARN + "cluster/web");
    private static final String ID = "i-0a1b2c3d4e5f60718";
    private static final String NEW = "i-0a1b2c3d4e5f60719";
    private static final String HOST = ARN + "container-instance/web/a1";
    private static final int MOST = 1000;

    private Fleet fleet;
    private FleetEvents events;

    @BeforeEach
    void read() {
        start(WEB);
    }

    private void start(Cluster cluster) {
        fleet = new Fleet(
                new FleetSettings(Duration.ofSeconds(1), 10, Duration.ofMinutes(10), MOST),
                Clock.fixed(NOTICED, ZoneOffset.UTC));
        events = new FleetEvents(fleet);
        fleet.put(PLACE, snapshot(cluster, READ, true));
    }

    /** One container instance that runs a task of the service orders, or nothing. */
    private static ClusterSnapshot snapshot(Cluster cluster, Instant asOf, boolean runs) {
        return ClusterSnapshot.of(
                cluster,
                asOf,
                List.of(new Match(new ContainerInstance(HOST, ID, "ACTIVE"), true, runs ? 1 : 0, 0, 0, null, 10)),
                runs
                        ? List.of(new EcsTask(
                                arn(1), HOST, "service:orders", null, "RUNNING", false, null, 0, 0, null, null, 3))
                        : List.of(),
                List.of(new EcsService("orders", true, false, Set.of(), new ServiceSnapshot(null, true, null))));
    }

    private static String arn(int task) {
        return ARN + "task/web/" + "%032x".formatted(task);
    }

    private void task(int task, String service, @Nullable Instant stopsAt, long version, Instant at) {
        events.apply(EcsEvents.changes(EcsEvents.task("web", HOST, arn(task), service, stopsAt, version, at)));
    }

    private void instance(String host, String id, String status, long version, Instant at) {
        events.apply(EcsEvents.changes(EcsEvents.instance("web", host, id, status, version, at)));
    }

    private Map<String, Integer> lost(String id) {
        return fleet.losses(PLACE, id, NOTICED).stream()
                .flatMap(known -> known.workload().services().stream())
                .collect(Collectors.toMap(AffectedService::name, AffectedService::tasksOnInstance));
    }

    @Test
    void taskThatHasStartedSinceIsLostAndTheSnapshotIsNoNewer() {
        task(2, "orders", null, 1, READ.plusSeconds(5));
        task(3, "new", null, 1, READ.plusSeconds(6));

        assertThat(lost(ID)).isEqualTo(Map.of("orders", 2, "new", 1));
        assertThat(fleet.losses(PLACE, ID, NOTICED).orElseThrow().asOf()).isEqualTo(READ);
        assertThat(events.applied()).isEqualTo(2);
    }

    @Test
    void taskThatStopsIsLostFromTheNoticeOnAndNotBefore() {
        task(2, "orders", null, 1, READ.plusSeconds(5));
        task(2, "orders", NOTICED.minusSeconds(1), 2, NOTICED);
        assertThat(lost(ID)).isEqualTo(Map.of("orders", 1));

        task(2, "orders", NOTICED, 3, NOTICED);
        assertThat(lost(ID)).isEqualTo(Map.of("orders", 2));
    }

    @Test
    void serviceThatWasReadStaysThoughItsTaskHasStopped() {
        task(1, "orders", NOTICED.minusSeconds(1), 4, NOTICED);

        assertThat(lost(ID)).isEqualTo(Map.of("orders", 1));
    }

    @Test
    void eventThatIsOlderChangesNothing() {
        task(2, "orders", NOTICED.minusSeconds(9), 7, NOTICED);
        task(2, "orders", null, 6, NOTICED);
        task(2, "orders", NOTICED.minusSeconds(9), 7, NOTICED);
        task(1, "other", null, 3, NOTICED);
        task(3, "other", null, 9, READ.minusMillis(1));
        instance(HOST, ID, "INACTIVE", 10, READ.plusSeconds(1));

        assertThat(lost(ID)).isEqualTo(Map.of("orders", 1));
        assertThat(events.applied()).isEqualTo(1);
        assertThat(events.ignored()).isEqualTo(5);
    }

    @Test
    void newReadCountsMoreThanEventsBeforeIt() {
        task(2, "gone", null, 1, READ.plusSeconds(5));
        task(3, "new", null, 1, READ.plusSeconds(50));
        fleet.put(PLACE, snapshot(WEB, READ.plusSeconds(20), true));

        assertThat(lost(ID)).isEqualTo(Map.of("orders", 1, "new", 1));
    }

    @Test
    void unknownClustersAndOtherAccountsChangeNothing() {
        EcsChange elsewhere = EcsEvents.changes(EcsEvents.task("web", HOST, arn(2), "new", null, 1, NOTICED))
                .get(0);
        Stream.of(ARN + "cluster/other", ARN.replace("123456789012", "210987654321") + "cluster/web", "web")
                .forEach(cluster ->
                        events.apply(List.of(new EcsChange(new Cluster(cluster), NOTICED, elsewhere.now()))));
        assertThat(events.ignored()).isEqualTo(3);
        assertThat(lost(ID)).isEqualTo(Map.of("orders", 1));
    }

    @Test
    void clusterMayBeNamedWithoutItsArn() {
        start(new Cluster("web"));
        task(2, "new", null, 1, NOTICED);
        assertThat(lost(ID)).containsKey("new");

        EcsChange other = new EcsChange(
                new Cluster(ARN.replace("123456789012", "210987654321") + "cluster/web"),
                NOTICED,
                new EcsTask(arn(3), HOST, "service:other", null, "RUNNING", false, null, 0, 0, null, null, 1));
        events.apply(List.of(other));
        assertThat(lost(ID)).doesNotContainKey("other");
    }

    @Test
    void newContainerInstanceIsFoundWithoutASearch() {
        String host = ARN + "container-instance/web/b2";
        instance(host, NEW, "ACTIVE", 1, READ.plusSeconds(5));
        events.apply(EcsEvents.changes(EcsEvents.task("web", host, arn(2), "orders", null, 1, READ.plusSeconds(6))));

        assertThat(lost(NEW)).isEqualTo(Map.of("orders", 1));
        assertThat(fleet.listed(PLACE, Set.of(NEW)))
                .singleElement()
                .satisfies(listed -> assertThat(listed.arns()).containsExactly(host));
    }

    @Test
    void drainingIsSaidAndWhoHasLeftIsNotKnownAnyMoreButToAnEarlierNotice() {
        instance(HOST, ID, "DRAINING", 11, READ.plusSeconds(5));
        assertThat(fleet.losses(PLACE, ID, NOTICED).orElseThrow().workload().containerInstance())
                .isEqualTo(new ContainerInstance(HOST, ID, "DRAINING"));

        instance(HOST, ID, "INACTIVE", 12, NOTICED);
        assertThat(lost(ID)).isEqualTo(Map.of("orders", 1));
        assertThat(fleet.losses(PLACE, ID, NOTICED.plusSeconds(1))).isEmpty();
    }

    @Test
    void eventsNeverSayThatNothingIsLost() {
        fleet.put(PLACE, snapshot(WEB, READ.plusSeconds(1), false));
        assertThat(fleet.losses(PLACE, ID, NOTICED)).isEmpty();

        task(2, "orders", null, 1, READ.plusSeconds(5));
        task(2, "orders", NOTICED.minusSeconds(1), 2, READ.plusSeconds(6));
        assertThat(fleet.losses(PLACE, ID, NOTICED)).isEmpty();
    }

    @Test
    void whatDoesNotFitInIsIgnored() {
        IntStream.range(2, 3 * MOST).forEach(task -> task(task, "orders", null, 1, NOTICED));

        assertThat(fleet.tasks()).isEqualTo(MOST);
        assertThat(events.applied() + events.ignored()).isEqualTo(3 * MOST - 2);
        assertThat(fleet.dropped()).isZero();
    }

    @Test
    void whatGoesMakesRoom() {
        task(2, "orders", null, 1, READ.plusSeconds(5));
        instance(HOST, ID, "DRAINING", 11, READ.plusSeconds(5));
        assertThat(fleet.tasks()).isEqualTo(3);

        fleet.put(PLACE, snapshot(WEB, READ.plusSeconds(5), true));
        assertThat(fleet.tasks()).isEqualTo(3);
        fleet.put(PLACE, snapshot(WEB, READ, true));
        assertThat(fleet.tasks()).isEqualTo(3);
        fleet.put(PLACE, snapshot(new Cluster("web"), READ.plusSeconds(6), true));
        assertThat(fleet.tasks()).isEqualTo(1);
        assertThat(fleet.clusters()).isEqualTo(1);

        fleet.retain(PLACE, List.of(new Cluster("other")));
        assertThat(fleet.tasks()).isZero();
        assertThat(fleet.losses(PLACE, ID, NOTICED)).isEmpty();
    }

    @Test
    void eventsAddNothingToWhatAwsHasLeftOut() {
        fleet.put(
                PLACE,
                ClusterSnapshot.of(
                        WEB,
                        READ.plusSeconds(1),
                        List.of(new Match(new ContainerInstance(HOST, ID, "ACTIVE"), true, 2, 0, 0, null, 10)),
                        List.of(),
                        List.of()));
        task(2, "orders", null, 1, READ.plusSeconds(5));

        assertThat(events.applied()).isEqualTo(1);
        assertThat(fleet.losses(PLACE, ID, NOTICED)).isEmpty();
    }
}
