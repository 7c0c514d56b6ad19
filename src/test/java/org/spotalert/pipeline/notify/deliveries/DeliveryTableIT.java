package org.spotalert.pipeline.notify.deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.PostgresServer;
import org.spotalert.pipeline.notify.deliveries.DeliveryTable.Claimed;
import org.spotalert.platform.store.StoreDatabase;
import org.spotalert.platform.store.StoreSettings;

/** Claims on both kinds of database. */
class DeliveryTableIT {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static PostgresServer postgres;

    private final List<StoreDatabase> databases = new ArrayList<>();

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @AfterEach
    void close() {
        databases.forEach(database -> {
            new DeliveryTable(database.dataSource(), "chat", new LeaseOwner("test", LONG)).clear();
            database.close();
        });
    }

    private StoreDatabase open(String store) {
        String url = store.equals("h2") ? "jdbc:h2:mem:claims" : postgres.url();
        StoreDatabase database =
                new StoreDatabase(new StoreSettings(url, null, null, Duration.ofDays(14)), Duration.ofSeconds(20));
        databases.add(database);
        database.open();
        return database;
    }

    private static DeliveryTable chat(StoreDatabase database, String owner, Duration lease) {
        return new DeliveryTable(database.dataSource(), "chat", new LeaseOwner(owner, lease));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void alertIsClaimedOnceAndThenHeld(String store) {
        StoreDatabase database = open(store);
        DeliveryTable one = chat(database, "one", LONG);
        DeliveryTable other = chat(database, "other", LONG);

        assertThat(one.claim(List.of("a", "b", "a"))).isEqualTo(new Claimed(Set.of("a", "b"), Set.of()));
        assertThat(other.claim(List.of("b", "c"))).isEqualTo(new Claimed(Set.of("c"), Set.of()));
        assertThat(one.claim(List.of("a"))).isEqualTo(new Claimed(Set.of(), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void standingTellsWhatIsUnderWayAndWhatWasSentAndClaimsNothing(String store) {
        StoreDatabase database = open(store);
        DeliveryTable one = chat(database, "one", LONG);
        one.claim(List.of("under way", "sent", "given back"));
        one.confirm(List.of("sent"));
        one.release(List.of("given back"));
        chat(database, "dead", SHORT).claim(List.of("lapsed"));
        List<String> keys = List.of("under way", "sent", "given back", "lapsed", "new");

        await("lapse")
                .atMost(Duration.ofSeconds(20))
                .until(() -> !DeliveryState.of(database.dataSource(), "chat", keys)
                        .underWay()
                        .contains("lapsed"));
        assertThat(DeliveryState.of(database.dataSource(), "chat", keys))
                .isEqualTo(new DeliveryState(Set.of("under way"), Set.of("sent")));
        assertThat(DeliveryState.of(database.dataSource(), "mail", keys)).isEqualTo(DeliveryState.NONE);
        assertThat(chat(database, "other", LONG).claim(keys).claimed())
                .containsExactlyInAnyOrder("given back", "lapsed", "new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void confirmedAlertStaysSent(String store) {
        StoreDatabase database = open(store);
        DeliveryTable one = chat(database, "one", SHORT);
        one.claim(List.of("a"));
        one.confirm(List.of("a", "never claimed"));

        assertThat(chat(database, "other", SHORT).claim(List.of("a", "never claimed")))
                .isEqualTo(new Claimed(Set.of(), Set.of("a", "never claimed")));
        one.release(List.of("a"));
        assertThat(one.contains("a")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void releasedAlertIsFreeAndOnlyItsOwnerReleasesIt(String store) {
        StoreDatabase database = open(store);
        DeliveryTable one = chat(database, "one", LONG);
        DeliveryTable other = chat(database, "other", LONG);
        one.claim(List.of("a"));

        other.release(List.of("a"));
        assertThat(other.claim(List.of("a")).claimed()).isEmpty();

        one.release(List.of("a"));
        assertThat(other.claim(List.of("a")).claimed()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void lapsedClaimIsTakenOverByExactlyOneOfManyWhoAsk(String store) throws Exception {
        StoreDatabase database = open(store);
        chat(database, "crashed", SHORT).claim(List.of("a"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Set<String>>> rivals = IntStream.range(0, 8)
                    .<Callable<Set<String>>>mapToObj(number -> () -> chat(database, "rival-" + number, LONG)
                            .claim(List.of("a", "b"))
                            .claimed())
                    .toList();
            await("the lease").atMost(Duration.ofSeconds(20)).until(() -> {
                List<String> won = new ArrayList<>();
                for (Future<Set<String>> rival : threads.invokeAll(rivals)) {
                    won.addAll(rival.get());
                }
                assertThat(won).doesNotHaveDuplicates();
                return won.contains("a");
            });
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void renewedClaimDoesNotLapse(String store) {
        StoreDatabase database = open(store);
        LeaseOwner lease = new LeaseOwner("slow", Duration.ofSeconds(2));
        DeliveryTable slow = new DeliveryTable(database.dataSource(), "chat", lease);
        chat(database, "crashed", Duration.ofSeconds(2)).claim(List.of("gone"));
        slow.claim(List.of("a"));

        // What the crashed one held becomes free, and by then what is renewed would have lapsed too.
        await("the lease").atMost(Duration.ofSeconds(20)).until(() -> {
            slow.renew(List.of("a"));
            return chat(database, "other", LONG)
                    .claim(List.of("gone"))
                    .claimed()
                    .contains("gone");
        });
        assertThat(chat(database, "other", LONG).claim(List.of("a")).claimed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void oldClaimsAreForgottenAndYoungOnesAreNot(String store) {
        StoreDatabase database = open(store);
        LeaseOwner lease = new LeaseOwner("one", LONG);
        DeliveryTable one = new DeliveryTable(database.dataSource(), "chat", lease);
        one.confirm(List.of("sent"));
        one.claim(List.of("under way"));

        new LeaseRenewal(database, new DeliveryLog(database, lease), Duration.ofDays(14)).forget();
        assertThat(one.contains("sent")).isTrue();

        await("the second").until(() -> {
            new LeaseRenewal(database, new DeliveryLog(database, lease), Duration.ofSeconds(1)).forget();
            return !one.contains("sent");
        });
        assertThat(one.claim(List.of("under way")).claimed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void hundredsAreClaimedAtOnce(String store) {
        DeliveryTable one = chat(open(store), "one", LONG);
        List<String> keys = IntStream.range(0, 1000).mapToObj(Integer::toString).toList();

        one.confirm(keys.subList(0, 400));

        assertThat(one.claim(keys))
                .isEqualTo(new Claimed(Set.copyOf(keys.subList(400, 1000)), Set.copyOf(keys.subList(0, 400))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void databaseIsOpenedOnceMoreByTheNextProcess(String store) {
        DeliveryTable one = chat(open(store), "one", LONG);
        one.confirm(List.of("a"));

        assertThat(chat(open(store), "next", LONG).contains("a")).isTrue();
    }
}
