package org.spotalert.pipeline.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spotalert.pipeline.recovery.Groups.ONE;
import static org.spotalert.pipeline.recovery.Groups.THREAD;
import static org.spotalert.pipeline.recovery.Groups.THREADS;
import static org.spotalert.pipeline.recovery.Groups.TWO;
import static org.spotalert.pipeline.recovery.Groups.impact;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.fleet.RecoveryLookup;
import org.spotalert.model.Impact;
import org.spotalert.model.Incident;
import org.spotalert.model.RecoveryState;
import org.spotalert.model.RecoveryState.Chain;
import org.spotalert.model.Severity;
import org.spotalert.pipeline.intake.RecoveryCheck;
import org.spotalert.pipeline.store.IncidentLog.Change;
import org.spotalert.pipeline.store.TestStore;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;

/** Which checks are due, and which messages do nothing. */
class RecoveryChecksTest {

    private static final Instant BEGUN = Instant.parse("2026-11-20T08:15:00Z");
    private static final Instant DUE = BEGUN.plusSeconds(15);
    private static final Impact COMPLETE = impact(ONE, List.of("checkout"));
    private static final Impact PARTIAL = impact(TWO, List.of(), "held back");
    private static final String KEY = Incident.key(COMPLETE.interruption());
    private static final String OTHER = Incident.key(PARTIAL.interruption());

    private final AwsClients clients = new AwsClients(new AwsSettings("eu-west-1", null));
    private final TestStore store = TestStore.inMemory();

    @BeforeEach
    void twoIncidents() {
        save(COMPLETE, KEY, new Chain(List.of(KEY), THREAD, BEGUN, BEGUN.plusSeconds(600), BEGUN, DUE, Map.of()));
        save(PARTIAL, OTHER, new Chain(List.of(OTHER), THREAD, BEGUN, BEGUN.plusSeconds(600), BEGUN, DUE, Map.of()));
    }

    @AfterEach
    void close() {
        store.close();
        clients.close();
    }

    private void save(Impact impact, String leader, @Nullable Chain chain) {
        RecoveryState state = new RecoveryState(
                leader, Severity.WARNING, !impact.completeness().certain(), null, chain);
        store.incidents()
                .update(List.of(new Change(
                        Incident.key(impact.interruption()),
                        Groups.incident(impact, THREADS),
                        row -> row.withRecovery(state, BEGUN))));
    }

    private RecoveryChecks at(Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Duration timeout = Duration.ofSeconds(5);
        return new RecoveryChecks(
                settings(15),
                impact -> impact.judgedBelow(50),
                new RecoveryLookup(clients.credentials(), clients.lookups(timeout, 50, 10), timeout, clock),
                store.incidents(),
                clock);
    }

    private static RecoverySettings settings(int interval) {
        return new RecoverySettings(true, Duration.ofSeconds(interval), Duration.ofMinutes(10), Duration.ofSeconds(90));
    }

    private List<IncidentGroup> due(Instant now, String... keys) {
        return at(now)
                .due(List.of(keys).stream()
                        .map(key -> new RecoveryCheck(key, 15))
                        .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void completeAndIncompleteOnesAreTakenApart() {
        List<List<IncidentGroup>> due = at(DUE).due(
                        List.of(new RecoveryCheck(OTHER, 15), new RecoveryCheck(KEY, 15), new RecoveryCheck(KEY, 15)));

        assertThat(due).hasSize(2);
        assertThat(due.get(0)).extracting(IncidentGroup::leader).containsExactly(KEY);
        assertThat(due.get(1)).extracting(IncidentGroup::leader).containsExactly(OTHER);
        assertThat(at(DUE).incomplete(due.get(1))).containsExactly(PARTIAL.interruption());
    }

    @Test
    void messageOfAnUnknownIncidentDoesNothing() {
        assertThat(due(DUE, "somebody/eu-west-1/i-1/interruption_warning", "' OR 1=1"))
                .isEmpty();
    }

    @Test
    void messageThatComesEarlyDoesNothing() {
        assertThat(due(DUE.minusSeconds(3), KEY)).isEmpty();
        // Clocks differ.
        assertThat(due(DUE.minusSeconds(1), KEY)).hasSize(1);
    }

    @Test
    void messageAfterTheLastCheckDoesNothing() {
        store.incidents().update(List.of(RecoverySteps.chain(KEY, DUE, chain -> chain.scheduled(null))));

        assertThat(due(DUE.plusSeconds(60), KEY)).isEmpty();
    }

    @Test
    void messageOfAnIncidentThatAnotherOneLeadsDoesNothing() {
        save(PARTIAL, KEY, null);

        assertThat(due(DUE, OTHER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // incomplete, interval, now, delay
        "true, 15, 08:15:00.000, 5",
        "true, 15, 08:15:01.300, 4",
        "true, 15, 08:15:04.900, 1",
        "false, 15, 08:15:01.000, 14",
        "false, 15, 08:15:04.900, 11",
        "false, 7, 08:15:01.000, 4",
        "true, 2, 08:15:00.000, 2",
        "false, 1, 08:15:00.300, 1",
        // the last check
        "false, 15, 08:24:58.000, 2"
    })
    void checksAreDueTogether(boolean incomplete, int interval, String time, int delay) {
        Instant now = Instant.parse("2026-11-20T" + time + "Z");

        Instant next = settings(interval).nextCheck(incomplete, BEGUN.plusSeconds(600), now);
        assertThat(RecoveryCheck.at(KEY, next, now).delaySeconds()).isEqualTo(delay);
    }

    @Test
    void servicesAreLookedUpNoMoreOftenWhileDetailsAre() {
        assertThat(checkedAt(BEGUN.plusSeconds(14))).isEqualTo(BEGUN);
        assertThat(checkedAt(DUE)).isEqualTo(DUE);
    }

    private Instant checkedAt(Instant now) {
        return at(now).check(due(now, OTHER), List.of()).get(0).after().chain().checkedAt();
    }
}
