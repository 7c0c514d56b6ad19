package org.spotalert.pipeline.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spotalert.model.AffectedService;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.DeliveryKey;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.NamePattern;
import org.spotalert.model.RecoveryState;
import org.spotalert.model.Samples;
import org.spotalert.model.Scope;
import org.spotalert.model.Severity;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.store.Deliveries.Acquired;
import org.spotalert.pipeline.store.Deliveries.State;
import org.spotalert.pipeline.store.Incidents.Count;
import org.spotalert.pipeline.store.Incidents.Page;
import org.spotalert.pipeline.store.Incidents.Position;
import org.spotalert.pipeline.store.Incidents.Query;

/** What every store has to do. Tests share a store: each has instances and a cluster of its own. */
abstract class StoreContract {

    static final Duration LONG = Duration.ofSeconds(60);
    static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Instant NOW = Instant.parse("2026-11-20T08:16:00Z");

    final String own = UUID.randomUUID().toString().substring(0, 8);
    private final List<Store> stores = new ArrayList<>();

    /** The shared store as a process of its own uses it, not opened yet. */
    abstract Store connect(Lease lease);

    Store open(String owner, Duration lease) {
        Store store = connect(new Lease(owner + "-" + own, lease));
        stores.add(store);
        store.open();
        return store;
    }

    @AfterEach
    void close() {
        stores.forEach(Store::close);
    }

    private DeliveryKey key(String name) {
        return new DeliveryKey("210987654321/eu-west-1/i-" + own + name + "/interruption_warning", AlertKind.WARNING);
    }

    private Set<DeliveryKey> keys(String... names) {
        return Set.of(names).stream().map(this::key).collect(Collectors.toSet());
    }

    private static Acquired acquired(Set<DeliveryKey> leased, Set<DeliveryKey> sent) {
        return new Acquired(leased, sent);
    }

    @Test
    void aLeaseHasOneOwnerUntilItsEnd() {
        Deliveries one = open("one", LONG).deliveries();
        Deliveries other = open("other", LONG).deliveries();

        assertThat(one.acquire("chat", List.of(key("a"), key("b"), key("a"))))
                .isEqualTo(acquired(keys("a", "b"), Set.of()));
        assertThat(other.acquire("chat", keys("b", "c"))).isEqualTo(acquired(keys("c"), Set.of()));
        assertThat(one.acquire("chat", keys("a"))).isEqualTo(acquired(Set.of(), Set.of()));
        assertThat(other.acquire("mail", keys("a"))).isEqualTo(acquired(keys("a"), Set.of()));
        assertThat(other.acquire("chat", Set.of())).isEqualTo(acquired(Set.of(), Set.of()));
    }

    @Test
    void whatWasSentStaysSentWhoeverHadTheLease() {
        Deliveries one = open("one", SHORT).deliveries();
        one.acquire("chat", keys("a"));
        one.markSent("chat", keys("a", "never leased"));
        one.release("chat", keys("a"));

        assertThat(open("other", SHORT).deliveries().acquire("chat", keys("a", "never leased")))
                .isEqualTo(acquired(Set.of(), keys("a", "never leased")));
    }

    @Test
    void onlyTheOwnerReleasesALease() {
        Deliveries one = open("one", LONG).deliveries();
        Deliveries other = open("other", LONG).deliveries();
        one.acquire("chat", keys("a"));

        other.release("chat", keys("a"));
        assertThat(other.acquire("chat", keys("a")).leased()).isEmpty();

        one.release("chat", keys("a"));
        assertThat(other.acquire("chat", keys("a")).leased()).isEqualTo(keys("a"));
    }

    @Test
    void exactlyOneOfManyTakesOverALapsedLease() throws Exception {
        open("crashed", SHORT).deliveries().acquire("chat", keys("a"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Deliveries> rivals = IntStream.range(0, 8)
                    .mapToObj(number -> open("rival-" + number, LONG).deliveries())
                    .toList();
            List<Callable<Set<DeliveryKey>>> questions = rivals.stream()
                    .<Callable<Set<DeliveryKey>>>map(
                            rival -> () -> rival.acquire("chat", keys("a", "b")).leased())
                    .toList();
            await("the lease").atMost(SOON).until(() -> {
                List<DeliveryKey> won = new ArrayList<>();
                for (Future<Set<DeliveryKey>> rival : threads.invokeAll(questions)) {
                    won.addAll(rival.get());
                }
                assertThat(won).doesNotHaveDuplicates();
                return won.contains(key("a"));
            });
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aRenewedLeaseDoesNotLapse() {
        // Time enough to renew it where each call takes long.
        Duration lease = SHORT.multipliedBy(2);
        Deliveries slow = open("slow", lease).deliveries();
        Deliveries other = open("other", LONG).deliveries();
        open("crashed", lease).deliveries().acquire("chat", keys("gone"));
        slow.acquire("chat", keys("a"));

        // What the crashed one held becomes free, and by then what is renewed would have lapsed too.
        await("the lease").atMost(SOON).until(() -> {
            slow.renew("chat", keys("a"));
            return other.acquire("chat", keys("gone")).leased().contains(key("gone"));
        });
        assertThat(other.acquire("chat", keys("a")).leased()).isEmpty();
    }

    @Test
    void statesSayWhatIsInFlightAndSentAndTakeNothing() {
        Deliveries one = open("one", LONG).deliveries();
        one.acquire("chat", keys("in flight", "sent", "released"));
        one.markSent("chat", keys("sent"));
        one.release("chat", keys("released"));
        open("dead", SHORT).deliveries().acquire("chat", keys("lapsed"));
        Set<DeliveryKey> keys = keys("in flight", "sent", "released", "lapsed", "new");

        Deliveries other = open("other", LONG).deliveries();

        // Each replica knows the store's time a little better or worse.
        await("lapse")
                .atMost(SOON)
                .until(() -> Stream.of(one, other)
                        .noneMatch(any -> any.states("chat", keys).containsKey(key("lapsed"))));
        assertThat(one.states("chat", keys))
                .isEqualTo(Map.of(key("in flight"), State.IN_FLIGHT, key("sent"), State.SENT));
        assertThat(one.states("mail", keys)).isEmpty();
        assertThat(other.acquire("chat", keys).leased()).isEqualTo(keys("released", "lapsed", "new"));
    }

    @Test
    void kindsOfAlertsAboutOneIncidentAreDeliveriesOfTheirOwn() {
        Deliveries one = open("one", LONG).deliveries();
        DeliveryKey detail = new DeliveryKey(key("a").incident(), AlertKind.DETAIL);
        one.markSent("chat", keys("a"));
        one.markSent("mail", keys("a"));

        assertThat(one.states("chat", Set.of(detail))).isEmpty();
        assertThat(one.acquire("chat", Set.of(detail)).leased()).containsExactly(detail);
        assertThat(one.sentTo(Set.of(key("a"), detail, key("b")))).isEqualTo(Map.of(key("a"), Set.of("chat", "mail")));
    }

    @Test
    void hundredsAreAcquiredAtOnce() {
        Deliveries one = open("one", LONG).deliveries();
        List<DeliveryKey> all = IntStream.range(0, hundreds())
                .mapToObj(number -> key("n" + number))
                .toList();
        List<DeliveryKey> sent = all.subList(0, hundreds() / 3);
        one.markSent("chat", sent);

        assertThat(one.acquire("chat", all))
                .isEqualTo(acquired(Set.copyOf(all.subList(sent.size(), all.size())), Set.copyOf(sent)));
        assertThat(one.sentTo(all)).hasSize(sent.size());
    }

    /** How many deliveries a batch has; a server that others make slow takes fewer in its time. */
    int hundreds() {
        return 600;
    }

    private Incident incident(String name, Instant noticedAt, Verdict verdict, Rule rule, String... services) {
        return Incident.of(
                Samples.warning()
                        .id("i-" + own + name)
                        .cluster("cluster-" + own)
                        .noticedAt(noticedAt)
                        .services(Stream.of(services).map(Samples::service).toArray(AffectedService[]::new))
                        .decision(verdict, rule, "because")
                        .alert(),
                NOW);
    }

    private Incident sent(String name) {
        return incident(name, Samples.NOTICED, Verdict.SEND, Rule.TASKS_LOST, "orders");
    }

    @Test
    void anIncidentIsKeptAsItIsWithTheNextVersion() {
        Incidents incidents = open("one", LONG).incidents();
        Incident first = sent("a");

        assertThat(incidents.save(List.of(first, sent("b")))).isEmpty();
        assertThat(incidents.find(List.of(first.key(), "another")))
                .isEqualTo(Map.of(first.key(), first.withVersion(1)));

        Incident later = first.withVersion(1).drained(NOW);
        assertThat(incidents.save(List.of(later))).isEmpty();
        assertThat(incidents.find(List.of(first.key())).get(first.key())).isEqualTo(later.withVersion(2));
    }

    @Test
    void whoHasReadAnOlderVersionIsRefused() {
        Incidents one = open("one", LONG).incidents();
        Incidents other = open("other", LONG).incidents();
        Incident incident = sent("a");
        one.save(List.of(incident));

        assertThat(other.save(List.of(incident, sent("b")))).containsExactly(incident.key());
        assertThat(one.save(List.of(incident.withVersion(1).drained(NOW)))).isEmpty();
        assertThat(other.save(List.of(incident.withVersion(1)))).containsExactly(incident.key());
        assertThat(requireNonNull(other.find(List.of(incident.key())).get(incident.key()))
                        .drainedAt())
                .isEqualTo(NOW);
    }

    @Test
    void allIncidentsOfAnInstanceAreFound() {
        Incidents incidents = open("one", LONG).incidents();
        Incident warning = sent("a");
        Incident change = Incident.of(
                Samples.warning()
                        .id("i-" + own + "a")
                        .kind(InterruptionKind.SCHEDULED_CHANGE)
                        .terminatesAt(NOW)
                        .alert(),
                NOW);
        incidents.save(List.of(warning, change, sent("ab")));

        assertThat(incidents.ofInstances(List.of(Incident.instanceKey(warning.interruption()))))
                .containsExactlyInAnyOrder(warning.withVersion(1), change.withVersion(1));
    }

    @Test
    void overdueChecksAreFound() {
        Incidents incidents = open("one", LONG).incidents();
        Instant longAgo = Instant.parse("2001-01-01T00:00:00Z").plusMillis(System.nanoTime() % 1_000_000_000);
        Incident late = sent("late").withRecovery(checks(sent("late").key(), longAgo), NOW);
        Incident over = sent("over").withRecovery(checks(sent("over").key(), null), NOW);
        incidents.save(List.of(late, over, sent("none")));

        assertThat(incidents.overdue(longAgo.plusMillis(1), 1000))
                .contains(late.key())
                .doesNotContain(over.key());
        assertThat(incidents.overdue(longAgo, 1000)).doesNotContain(late.key());
    }

    private static RecoveryState checks(String key, @Nullable Instant next) {
        return new RecoveryState(
                key,
                Severity.WARNING,
                false,
                null,
                new RecoveryState.Chain(List.of(key), "thread", NOW, NOW, NOW, next, Map.of()));
    }

    private Page history(Incidents incidents, String since, @Nullable String service, boolean suppressed, int limit) {
        return incidents.history(new Query(
                Instant.parse(since), "cluster-" + own.substring(0, 7) + "?", service, suppressed, null, limit));
    }

    @Test
    void historyListsTheLatestThatFitFirst() {
        Incidents incidents = open("one", LONG).incidents();
        Incident old = incident("old", Instant.parse("2026-11-19T08:00:00Z"), Verdict.SEND, Rule.TASKS_LOST, "web");
        Incident quiet = incident(
                "quiet", Instant.parse("2026-11-20T08:00:00Z"), Verdict.SUPPRESS, Rule.SILENCE, "web", "shop_api");
        Incident last = incident("last", Instant.parse("2026-11-20T09:00:00Z"), Verdict.SEND, Rule.TASKS_LOST);
        incidents.save(List.of(old, quiet, last));
        String first = "2026-11-19T08:00:00Z";

        assertThat(history(incidents, first, null, false, 2))
                .isEqualTo(new Page(List.of(last.withVersion(1), quiet.withVersion(1)), 3));
        assertThat(history(incidents, "2026-11-19T08:00:01Z", "w?b", false, 9).newest())
                .containsExactly(quiet.withVersion(1));
        assertThat(history(incidents, first, "shop*", false, 9).all()).isOne();
        assertThat(history(incidents, first, "shop", false, 9).all()).isZero();
        assertThat(history(incidents, first, "we_", false, 9).all()).isZero();
        assertThat(history(incidents, first, null, true, 9).newest()).containsExactly(quiet.withVersion(1));
        assertThat(incidents
                        .history(new Query(Instant.EPOCH, "cluster-" + own, null, false, Rule.SILENCE, 9))
                        .all())
                .isOne();
    }

    private Query facets(Map<Facet, String> patterns, @Nullable String text, @Nullable Position after, int limit) {
        Map<Facet, String> all = new HashMap<>(patterns);
        all.putIfAbsent(Facet.CLUSTER, "cluster-" + own);
        return new Query(Instant.parse("2026-11-19T00:00:00Z"), null, all, text, false, null, after, limit);
    }

    private Incident warned(Incident incident, String channel, int seconds) {
        Instant at = incident.interruption().noticedAt().plusSeconds(seconds);
        return incident.notified(
                new Notification(
                        channel,
                        AlertKind.WARNING,
                        Notification.Outcome.SENT,
                        at,
                        120L - seconds,
                        "thread",
                        null,
                        null),
                at);
    }

    @Test
    void newestGoesOnWhereTheLastPageEnded() {
        Incidents incidents = open("one", LONG).incidents();
        List<Incident> same = Stream.of("b", "d", "a", "c").map(this::sent).toList();
        Incident older = incident("e", Samples.NOTICED.minusSeconds(1), Verdict.SEND, Rule.TASKS_LOST);
        incidents.save(Stream.concat(same.stream(), Stream.of(older)).toList());

        List<String> listed = new ArrayList<>();
        List<Incident> page = incidents.newest(facets(Map.of(), null, null, 2));
        while (!page.isEmpty()) {
            page.forEach(incident -> listed.add(incident.interruption().resourceId()));
            page = incidents.newest(facets(Map.of(), null, Position.of(page.get(page.size() - 1)), 2));
        }

        assertThat(listed)
                .isEqualTo(Stream.of("a", "b", "c", "d", "e")
                        .map(name -> "i-" + own + name)
                        .toList());
    }

    @Test
    void incidentsAreSelectedByEachFacetAndByText() {
        Incidents incidents = open("one", LONG).incidents();
        Incident slack = warned(incident("s", Samples.NOTICED, Verdict.SEND, Rule.TASKS_LOST, "Web"), "slack", 3);
        Incident quiet = incident("q", Samples.NOTICED, Verdict.SUPPRESS, Rule.SILENCE, "api");
        incidents.save(List.of(slack, quiet));

        for (Facet facet : Facet.values()) {
            String value = facet.of(slack).findFirst().orElse(null);
            if (value != null) {
                String wish = facet == Facet.CHANNEL ? "sl?ck" : value;
                assertThat(incidents.newest(facets(Map.of(facet, wish), null, null, 9)))
                        .as(facet.name())
                        .contains(slack.withVersion(1));
                if (facet != Facet.CLUSTER) {
                    assertThat(incidents.newest(facets(Map.of(facet, "x" + wish), null, null, 9)))
                            .as(facet.name())
                            .isEmpty();
                }
            }
        }
        assertThat(incidents.newest(facets(Map.of(), "wEB", null, 9))).containsExactly(slack.withVersion(1));
        assertThat(incidents.newest(facets(Map.of(), own + "Q", null, 9))).containsExactly(quiet.withVersion(1));
        assertThat(incidents.newest(facets(Map.of(), "%", null, 9))).isEmpty();
    }

    @Test
    void incidentsAreCountedByFacet() {
        Incidents incidents = open("one", LONG).incidents();
        Instant later = Samples.NOTICED.plusSeconds(60);
        Incident first = warned(
                warned(incident("1", Samples.NOTICED, Verdict.SEND, Rule.TASKS_LOST, "web", "api"), "slack", 3),
                "mail",
                40);
        Incident second = warned(incident("2", later, Verdict.SEND, Rule.TASKS_LOST, "web"), "slack", 5);
        Incident third = incident("3", later, Verdict.SUPPRESS, Rule.SILENCE);
        incidents.save(List.of(first, second, third));

        Map<Facet, Map<String, Count>> counts = incidents.counts(
                facets(Map.of(), null, null, 1), Set.of(Facet.SERVICE, Facet.CHANNEL, Facet.OUTCOME, Facet.RECOVERY));

        assertThat(counts)
                .isEqualTo(Map.of(
                        Facet.SERVICE, Map.of("web", new Count(2, later), "api", new Count(1, Samples.NOTICED)),
                        Facet.CHANNEL,
                                Map.of(
                                        "slack/sent/5", new Count(2, later),
                                        "mail/sent/60", new Count(1, Samples.NOTICED)),
                        Facet.OUTCOME, Map.of("in time", new Count(2, later), "suppressed", new Count(1, later)),
                        Facet.RECOVERY, Map.of()));
    }

    @Test
    void hostileAndEndlessTextsAreKept() {
        Incidents incidents = open("one", LONG).incidents();
        String hostile = "\0'; DROP TABLE incident; --" + "\uD83D\uDE00".repeat(6_000);
        Incident incident = Incident.of(
                        Samples.warning()
                                .id("i-" + own)
                                .cluster(hostile)
                                .services(Samples.service(hostile))
                                .decision(Verdict.SUPPRESS, Rule.SILENCE, hostile)
                                .alert(),
                        NOW)
                .notified(
                        new Notification(
                                "chat", AlertKind.WARNING, Notification.Outcome.SENT, NOW, 1L, hostile, null, null),
                        NOW);

        assertThat(incidents.save(List.of(incident))).isEmpty();
        assertThat(incidents.find(List.of(incident.key())).get(incident.key())).isEqualTo(incident.withVersion(1));
    }

    @Test
    void aSilenceCountsForAllUntilItsEnd() {
        Silences one = open("one", LONG).silences();
        Silences other = open("other", LONG).silences();
        Scope scope = new Scope(NamePattern.list("1*"), List.of(), NamePattern.list("blue,green"), List.of());
        Silence silence = new Silence(
                UUID.randomUUID().toString(), scope, "jane", "load test", NOW, NOW.plus(Duration.ofHours(2)));
        one.add(silence);

        assertThat(other.notOver(silence.endsAt().minusMillis(1))).contains(silence);
        assertThat(other.notOver(silence.endsAt())).doesNotContain(silence);
        assertThat(other.expire(silence.id(), NOW.plusSeconds(1))).isTrue();
        assertThat(other.expire(silence.id(), NOW.plusSeconds(1))).isFalse();
        assertThat(one.notOver(NOW.plusSeconds(1))).doesNotContain(silence);
        assertThat(one.expire("unknown", NOW)).isFalse();
    }

    @Test
    void aStoreThatIsOpenAnswers() {
        Store store = open("one", LONG);
        open("next", LONG).ping();

        store.ping();
        store.reconnect();
        assertThat(store.forget()).isNotNegative();
    }
}
