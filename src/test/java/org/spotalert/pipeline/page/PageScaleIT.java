package org.spotalert.pipeline.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.spotalert.local.PostgresServer;
import org.spotalert.model.Incident;
import org.spotalert.pipeline.decide.silence.SilenceApi;
import org.spotalert.pipeline.store.TestStore;
import org.spotalert.platform.collection.Chunks;
import org.spotalert.platform.management.Login;

/** How long the server needs for each page when the history is long. */
@Tag("chaos")
class PageScaleIT {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    /** The target is 300 ms on a machine that does nothing else. */
    private static final long MILLISECONDS = 300;

    private static final int TRIES = 5;

    @Test
    void hundredThousandIncidentsInPostgresql() {
        try (PostgresServer postgres = PostgresServer.start();
                TestStore store = new TestStore(postgres.url(), CLOCK)) {
            everyPageIsQuick(store, 100_000);
        }
    }

    @Test
    void tenThousandIncidentsInH2() {
        try (TestStore store = TestStore.inMemory()) {
            everyPageIsQuick(store, 10_000);
        }
    }

    private static void everyPageIsQuick(TestStore store, int many) {
        Incidents30Days days = new Incidents30Days(NOW);
        List<Incident> all = days.all(many);
        Chunks.of(all, 1000)
                .forEach(some -> store.access().ask(any -> any.incidents().save(some)));
        SilenceApi silences = new SilenceApi(store.access(), CLOCK);
        Login login = new Login("admin", "a-password-that-nobody-guesses");
        Page page = new Page(
                new Views(store.access(), silences::notOver, List::of, () -> Set.of("slack"), CLOCK),
                silences,
                login,
                CLOCK);
        String deep =
                new Request(Map.of("since", "30d")).after(all.get(many / 2)).substring(1);
        Map<String, String> queries = Map.of(
                "now", "",
                "history", "since=30d",
                "history deep", deep,
                "history by service", "since=30d&service=none",
                "history by channel", "since=30d&channel=pager*&text=abc",
                "plots", "since=30d",
                "channels", "since=30d",
                "incident", "key=" + all.get(many / 2).key());

        Map<String, Long> times = new TreeMap<>();
        queries.forEach((view, query) -> times.put(view, quickest(page, view.split(" ")[0], query)));

        System.out.println(many + " incidents, milliseconds by page: " + times);
        assertThat(times.values()).allMatch(time -> time < MILLISECONDS);
    }

    private static long quickest(Page page, String view, String query) {
        long quickest = Long.MAX_VALUE;
        for (int tries = 0; tries < TRIES; tries++) {
            long begin = System.nanoTime();
            assertThat(page.show(view, query).status()).isEqualTo(200);
            quickest = Math.min(quickest, (System.nanoTime() - begin) / 1_000_000);
        }
        return quickest;
    }
}
