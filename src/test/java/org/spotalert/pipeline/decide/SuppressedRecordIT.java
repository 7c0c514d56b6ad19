package org.spotalert.pipeline.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.PostgresServer;
import org.spotalert.model.Alert;
import org.spotalert.model.Decision.Rule;
import org.spotalert.platform.store.StoreSettings;

/** The record of suppressed alerts on both kinds of database. */
class SuppressedRecordIT {

    private static PostgresServer postgres;

    private final MovingClock clock = new MovingClock("2026-11-20T08:00:00Z");
    private final String h2 = "jdbc:h2:mem:" + UUID.randomUUID();
    private final List<Store> stores = new ArrayList<>();

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
        clock.advance(Store.RETENTION.plusDays(1));
        stores.forEach(store -> {
            store.record.forget();
            store.close();
        });
    }

    private String url(String kind) {
        return kind.equals("h2") ? h2 : postgres.url();
    }

    /** A process that shares the store with the others. */
    private SuppressedRecord process(String kind) {
        Store store = new Store(url(kind), clock);
        stores.add(store);
        return store.record;
    }

    private static Alert alert(String id, Rule rule, String reason) {
        return Suppressed.alert(id, "2026-11-20T07:59:00Z", rule, reason, "orders");
    }

    private static List<SuppressedAlert> all(SuppressedRecord record) {
        return record.newest(new SuppressedQuery(Instant.EPOCH, SuppressedQuery.ANY, SuppressedQuery.ANY), 10)
                .newest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void everyProcessSeesEachAlertOnceWithWhatIsKnownOfIt(String store) {
        SuppressedRecord one = process(store);
        SuppressedRecord other = process(store);
        one.add(List.of(alert("i-1", Rule.SILENCE, "first"), alert("i-2", Rule.TASKS_LOST, "sent")));
        one.write();
        // The message comes back to another process, which decides by another rule.
        other.add(List.of(alert("i-1", Rule.NOT_CRITICAL, "second"), alert("i-3", Rule.NOT_IN_ECS, "third")));
        other.write();

        assertThat(all(one))
                .isEqualTo(all(other))
                .containsExactlyInAnyOrder(
                        SuppressedAlert.of(alert("i-1", Rule.SILENCE, "first"), clock.instant()),
                        SuppressedAlert.of(alert("i-3", Rule.NOT_IN_ECS, "third"), clock.instant()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void hostileAndEndlessNamesAreKeptAsFarAsThereIsRoom(String store) {
        SuppressedRecord record = process(store);
        String hostile = "\0'; DROP TABLE suppressed_alert; --" + "\uD83D\uDE00".repeat(5_000);
        record.add(List.of(
                Suppressed.alert("i-1", "2026-11-20T07:59:00Z", Rule.SILENCE, hostile, hostile, hostile),
                alert("i-2", Rule.SILENCE, "because")));
        record.write();

        assertThat(all(record))
                .hasSize(2)
                .filteredOn(kept -> kept.instanceId().equals("i-1"))
                .singleElement()
                .satisfies(kept -> assertThat(kept.reason())
                        .startsWith(" '; DROP TABLE suppressed_alert; --\uD83D\uDE00")
                        .hasSizeBetween(999, 1000));
    }

    private List<String> listed(String store, String rule, String cluster, int most) throws Exception {
        StoreSettings settings = new StoreSettings(url(store), null, null, Store.RETENTION);
        SuppressedQuery query = new SuppressedQuery(Instant.parse("2026-11-20T08:01:00Z"), rule, cluster);
        SuppressedQuery.Answer answer = query.ask(null, settings, most);
        return Stream.concat(
                        answer.newest().stream().map(SuppressedAlert::instanceId), Stream.of(answer.all() + " in all"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whoAsksBesideTheProgramGetsThoseThatFitAndTheLastDecidedFirst(String store) throws Exception {
        SuppressedRecord record = process(store);
        for (String id : List.of("i-0", "i-1", "i-2", "i-3")) {
            record.add(List.of(alert(id, id.equals("i-2") ? Rule.SILENCE : Rule.NOT_CRITICAL, "because")));
            clock.advance(Duration.ofMinutes(1));
        }
        record.write();

        assertThat(listed(store, "*", "*", 2)).containsExactly("i-3", "i-2", "3 in all");
        assertThat(listed(store, "NOT_CRITICAL", "blue", 9)).containsExactly("i-3", "i-1", "2 in all");
        assertThat(listed(store, "SILENCE", "bl*", 9)).containsExactly("i-2", "1 in all");
        assertThat(listed(store, "*", "?lue", 1)).containsExactly("i-3", "3 in all");
        assertThat(listed(store, "*", "b_ue", 9)).containsExactly("0 in all");
        assertThat(listed(store, "*", "BLUE", 9)).containsExactly("0 in all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void isForgottenAfterTheRetention(String store) {
        SuppressedRecord record = process(store);
        record.add(List.of(alert("i-1", Rule.SILENCE, "because")));
        record.write();

        clock.advance(Store.RETENTION);
        record.forget();
        assertThat(all(record)).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        record.forget();
        assertThat(all(record)).isEmpty();
    }

    @Test
    void whatIsSuppressedWhileTheStoreIsAwayIsWrittenWhenItIsBack() {
        SuppressedRecord record = process("postgresql");
        postgres.stop();
        record.add(List.of(alert("i-1", Rule.SILENCE, "because")));

        record.write();
        record.forget();
        assertThatThrownBy(() -> all(record)).isInstanceOf(RuntimeException.class);

        postgres.startAgain();
        await("the store").atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
            stores.get(0).renew();
            record.write();
            assertThat(all(record)).hasSize(1);
        });
    }
}
