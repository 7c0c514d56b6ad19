package org.spotalert.pipeline.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** How long the server needs for each page when the history is long, and how much memory. */
@Tag("chaos")
class PageScaleIT {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    /** The target is 300 ms on a machine that does nothing else. */
    private static final long MILLISECONDS = 300;

    private static final int TRIES = 5;
    private static final long MEGABYTE = 1024 * 1024;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void hundredThousandIncidentsInPostgresql() {
        try (PostgresServer postgres = PostgresServer.start();
                TestStore store = new TestStore(postgres.url(), CLOCK)) {
            List<Incident> all = new Incidents30Days(NOW).all(100_000);
            save(store, all.subList(0, 10_000));
            Map<String, Long> few = measured(store, all.get(5_000)).bytes();
            save(store, all.subList(10_000, all.size()));
            analyze(postgres);
            Measured many = measured(store, all.get(55_000));

            System.out.println("bytes by page, of 10,000 and of 100,000 incidents: " + few + " " + many.bytes());
            assertThat(many.bytes())
                    .allSatisfy((view, bytes) ->
                            assertThat(bytes).as(view).isLessThan(2 * few.getOrDefault(view, 0L) + MEGABYTE));
            assertThat(many.times().values()).allMatch(time -> time < MILLISECONDS);
        }
    }

    @Test
    void tenThousandIncidentsInH2() {
        try (TestStore store = TestStore.inMemory()) {
            List<Incident> all = new Incidents30Days(NOW).all(10_000);
            save(store, all);

            assertThat(measured(store, all.get(5_000)).times().values()).allMatch(time -> time < MILLISECONDS);
        }
    }

    private static void save(TestStore store, List<Incident> more) {
        Chunks.of(more, 1000)
                .forEach(some -> store.access().ask(any -> any.incidents().save(some)));
    }

    /** What autovacuum does within a minute: without it, PostgreSQL sorts the rows instead of counting them as they come. */
    private static void analyze(PostgresServer postgres) {
        new JdbcTemplate(new DriverManagerDataSource(postgres.url())).execute("ANALYZE");
    }

    /**
     * What each page takes.
     *
     * @param times in milliseconds
     * @param bytes of the heap, for all objects that are made for it
     */
    private record Measured(Map<String, Long> times, Map<String, Long> bytes) {}

    /** Shows each page. */
    private static Measured measured(TestStore store, Incident middle) {
        SilenceApi silences = new SilenceApi(store.access(), CLOCK);
        Login login = new Login("admin", "a-password-that-nobody-guesses");
        Page page = new Page(
                new Views(store.access(), silences::notOver, List::of, () -> Set.of("slack"), CLOCK),
                silences,
                login,
                CLOCK);
        String deep = new Request(Map.of("since", "30d")).after(middle).substring(1);
        Map<String, String> queries = Map.of(
                "now", "",
                "history", "since=30d",
                "history deep", deep,
                "history by service", "since=30d&service=none",
                "history by channel", "since=30d&channel=pager*&text=abc",
                "plots", "since=30d",
                "channels", "since=30d",
                "incident", "key=" + middle.key());

        Map<String, Long> times = new TreeMap<>();
        Map<String, Long> bytes = new TreeMap<>();
        queries.forEach((view, query) -> {
            times.put(view, quickest(page, view.split(" ")[0], query));
            long before = THREADS.getCurrentThreadAllocatedBytes();
            page.show(view.split(" ")[0], query);
            bytes.put(view, THREADS.getCurrentThreadAllocatedBytes() - before);
        });

        System.out.println("milliseconds by page: " + times);
        return new Measured(times, bytes);
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
