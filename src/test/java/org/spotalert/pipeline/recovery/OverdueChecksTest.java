package org.spotalert.pipeline.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spotalert.pipeline.recovery.Groups.BEGUN;
import static org.spotalert.pipeline.recovery.Groups.ONE;
import static org.spotalert.pipeline.recovery.Groups.THREAD;
import static org.spotalert.pipeline.recovery.Groups.THREADS;
import static org.spotalert.pipeline.recovery.Groups.impact;
import static org.spotalert.pipeline.recovery.Groups.some;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.model.Incident;
import org.spotalert.model.RecoveryState;
import org.spotalert.model.RecoveryState.Chain;
import org.spotalert.model.Severity;
import org.spotalert.pipeline.intake.RecoveryCheck;
import org.spotalert.pipeline.store.IncidentLog.Change;
import org.spotalert.pipeline.store.TestStore;

/** Checks whose messages are lost. */
class OverdueChecksTest {

    private static final Instant DUE = BEGUN.plusSeconds(15);
    private static final Incident INCIDENT = Groups.incident(impact(ONE, List.of("checkout")), THREADS);

    private final TestStore store = TestStore.inMemory();

    @BeforeEach
    void anIncident() {
        Chain chain = new Chain(List.of(INCIDENT.key()), THREAD, BEGUN, BEGUN.plusSeconds(600), BEGUN, DUE, Map.of());
        store.incidents()
                .update(List.of(new Change(
                        INCIDENT.key(),
                        INCIDENT,
                        row -> row.withRecovery(
                                new RecoveryState(INCIDENT.key(), Severity.WARNING, false, null, chain), BEGUN))));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<RecoveryCheck> at(Instant now) {
        return new OverdueChecks(store.access(), store.incidents(), Clock.fixed(now, ZoneOffset.UTC)).reschedule();
    }

    private @Nullable Instant nextCheck() {
        return some(some(store.incidents().find(List.of(INCIDENT.key())).get(INCIDENT.key()))
                        .recovery())
                .nextCheck();
    }

    @Test
    void checkThatIsNotOverdueIsLeftAlone() {
        assertThat(at(DUE.plusSeconds(599))).isEmpty();
        assertThat(nextCheck()).isEqualTo(DUE);
    }

    @Test
    void overdueCheckIsScheduledOnceInTenMinutes() {
        assertThat(at(DUE.plusSeconds(601))).containsExactly(new RecoveryCheck(INCIDENT.key(), 0));
        assertThat(at(DUE.plusSeconds(661))).isEmpty();
        assertThat(at(DUE.plusSeconds(1_202))).hasSize(1);
    }

    /** The program was down: what waits on the queue may yet be done. */
    @Test
    void checkOfLongAgoIsScheduledBeforeItIsAbandoned() {
        Instant start = BEGUN.plusSeconds(5 * 3600);

        assertThat(at(start)).hasSize(1);
        assertThat(at(start.plusSeconds(601))).isEmpty();
        assertThat(nextCheck()).isNull();
    }

    @Test
    void nothingIsScheduledWhileTheStoreFails() {
        store.close();

        assertThat(at(DUE.plusSeconds(601))).isEmpty();
    }
}
