package org.spotalert.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.claim.ClaimDatabase;
import org.spotalert.claim.ClaimLease;
import org.spotalert.claim.ClaimUpkeep;
import org.spotalert.claim.Claims;
import org.spotalert.claim.MessageClaims;
import org.spotalert.claim.StoreSettings;
import org.spotalert.local.PostgresServer;
import org.spotalert.suppress.Announcement;

/** Several replicas notice the same; each channel is told by one of them. */
class AnnouncementsIT {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(14);

    private static PostgresServer postgres;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final String h2 = "jdbc:h2:mem:" + UUID.randomUUID();
    private final String thread = "spot/window/" + UUID.randomUUID();
    private final List<Replica> replicas = new ArrayList<>();

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
        replicas.forEach(replica -> replica.database().close());
    }

    /** A replica with a clock that all share. */
    private record Replica(ClaimDatabase database, ClaimUpkeep upkeep, Announcements announcements) {

        List<Telling> due() {
            return announcements.due();
        }

        /** Tells what is due, and returns the channels that were told. */
        List<String> tell() {
            List<Telling> due = due();
            due.forEach(announcements::told);
            return channels(due);
        }
    }

    private static List<String> channels(List<Telling> tellings) {
        return tellings.stream().map(Telling::channel).toList();
    }

    private Replica replica(String store, Duration lease) {
        String url = store.equals("h2") ? h2 : postgres.url();
        ClaimDatabase database =
                new ClaimDatabase(new StoreSettings(url, null, null, RETENTION), Duration.ofSeconds(20));
        Claims claims = new Claims(database, new ClaimLease(UUID.randomUUID().toString(), lease));
        ClaimUpkeep upkeep = new ClaimUpkeep(database, claims, RETENTION);
        upkeep.renew();
        List<Announcement> news = new ArrayList<>(List.of(new Announcement(
                Announcement.Kind.MAINTENANCE_WINDOW_BEGUN,
                thread,
                "Maintenance window a of jane has begun",
                "",
                START,
                START.plusSeconds(3600),
                List.of(),
                List.of(),
                0)));
        Announcements announcements = new Announcements(
                List.of(() -> {
                    List<Announcement> once = List.copyOf(news);
                    news.clear();
                    return once;
                }),
                List.of("sns", "chat"),
                channel -> "direct:channel-" + channel,
                new MessageClaims(claims),
                failure -> String.valueOf(failure.getMessage()),
                new SharedClock(now));
        Replica replica = new Replica(database, upkeep, announcements);
        replicas.add(replica);
        return replica;
    }

    private Replica replica(String store) {
        return replica(store, Duration.ofMinutes(5));
    }

    private void later(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void eachChannelIsToldByOneOfTheReplicas(String store) {
        Replica one = replica(store);
        Replica other = replica(store);

        List<Telling> due = one.due();
        assertThat(due.stream().map(Telling::endpoint))
                .containsExactlyInAnyOrder("direct:announcement-log", "direct:channel-chat", "direct:channel-sns");
        assertThat(other.due()).isEmpty();
        // What is under way is not given out a second time.
        assertThat(one.due()).isEmpty();

        due.forEach(one.announcements()::told);
        later(Duration.ofSeconds(10));
        assertThat(other.due()).isEmpty();
        // A restart notices the same again.
        assertThat(replica(store).due()).isEmpty();
    }

    @Test
    void replicasThatLookAtTheSameMomentShareTheChannels() throws Exception {
        List<Replica> together = List.of(replica("postgresql"), replica("postgresql"), replica("postgresql"));
        ExecutorService threads = Executors.newFixedThreadPool(together.size());
        List<String> told = new ArrayList<>();
        try {
            List<Callable<List<String>>> looks = together.stream()
                    .<Callable<List<String>>>map(replica -> replica::tell)
                    .toList();
            for (Future<List<String>> look : threads.invokeAll(looks)) {
                told.addAll(look.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(told).containsExactlyInAnyOrder("(log)", "chat", "sns");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatFailsIsTriedAgainByWhoeverComesFirst(String store) {
        Replica one = replica(store);
        Replica other = replica(store);
        List<Telling> due = one.due();
        assertThat(other.due()).isEmpty();

        due.forEach(telling -> one.announcements().failed(telling, new IllegalStateException("down")));

        assertThat(one.due()).isEmpty();
        later(Duration.ofSeconds(10));
        assertThat(other.tell()).hasSize(3);
        later(Duration.ofMinutes(1));
        assertThat(one.due()).isEmpty();
    }

    @Test
    void whatFailsForAnHourIsGivenUp() {
        Replica one = replica("h2");
        int tries = 0;
        for (int minute = 0; minute < 120; minute++) {
            List<Telling> due = one.due();
            tries += due.size();
            due.forEach(telling -> one.announcements().failed(telling, new IllegalStateException("down")));
            later(Duration.ofMinutes(1));
        }

        assertThat(tries).isEqualTo(3 * 61);
    }

    @Test
    void anotherTellsWhatACrashHasLeft() {
        Replica crashed = replica("postgresql", Duration.ofSeconds(1));
        Replica other = replica("postgresql");
        assertThat(crashed.due()).hasSize(3);
        assertThat(other.due()).isEmpty();

        await("the end of the lease").atMost(Duration.ofSeconds(10)).until(() -> {
            later(Duration.ofSeconds(10));
            return other.tell().size() == 3;
        });
    }

    @Test
    void withoutTheStoreItIsToldAllTheSameAndRememberedAfterwards() {
        Replica one = replica("postgresql");
        postgres.stop();

        assertThat(one.tell()).hasSize(3);
        assertThat(one.due()).isEmpty();

        postgres.startAgain();
        await("the store").atMost(Duration.ofSeconds(20)).until(() -> {
            one.upkeep().renew();
            return one.database().warning().isEmpty();
        });
        assertThat(replica("postgresql").due()).isEmpty();
    }

    /** The time that all replicas read. */
    private static final class SharedClock extends Clock {

        private final AtomicReference<Instant> now;

        SharedClock(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return Objects.requireNonNull(now.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
