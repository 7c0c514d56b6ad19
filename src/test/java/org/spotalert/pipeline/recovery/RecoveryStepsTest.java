package org.spotalert.pipeline.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spotalert.pipeline.recovery.Groups.BEGUN;
import static org.spotalert.pipeline.recovery.Groups.ONE;
import static org.spotalert.pipeline.recovery.Groups.THREAD;
import static org.spotalert.pipeline.recovery.Groups.THREADS;
import static org.spotalert.pipeline.recovery.Groups.at;
import static org.spotalert.pipeline.recovery.Groups.figures;
import static org.spotalert.pipeline.recovery.Groups.impact;
import static org.spotalert.pipeline.recovery.Groups.running;
import static org.spotalert.pipeline.recovery.Groups.some;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spotalert.fleet.RecoveryLookup;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Impact;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.model.RecoveryState;
import org.spotalert.model.RecoveryState.Chain;
import org.spotalert.model.Severity;
import org.spotalert.pipeline.intake.RecoveryCheck;
import org.spotalert.pipeline.intake.UndeliveredException;
import org.spotalert.pipeline.store.IncidentLog.Change;
import org.spotalert.pipeline.store.TestStore;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;

/** What the store knows after each part of a check. */
class RecoveryStepsTest {

    private static final Instant DUE = BEGUN.plusSeconds(15);
    private static final RecoveryLookup.Result STABLE = figures(Map.of("checkout", running(2)), Map.of(ONE, 0));

    private final TestStore store = TestStore.inMemory();
    private final RecoverySteps steps = new RecoverySteps(store.incidents(), Clock.fixed(DUE, ZoneOffset.UTC));

    @AfterEach
    void close() {
        store.close();
    }

    /** The group of one incident, in the store. */
    private IncidentGroup group(Impact impact) {
        Incident incident = Groups.incident(impact, THREADS);
        String key = incident.key();
        Chain chain = new Chain(List.of(key), THREAD, BEGUN, BEGUN.plusSeconds(600), BEGUN, DUE, Map.of());
        RecoveryState state =
                new RecoveryState(key, Severity.WARNING, !impact.completeness().certain(), null, chain);
        store.incidents().update(List.of(new Change(key, incident, row -> row.withRecovery(state, BEGUN))));
        return read(key, DUE);
    }

    private IncidentGroup read(String key, Instant now) {
        List<List<IncidentGroup>> due = checks(now).due(List.of(new RecoveryCheck(key, 0)));
        return due.stream().flatMap(List::stream).findFirst().orElseThrow();
    }

    private RecoveryChecks checks(Instant now) {
        try (AwsClients clients = new AwsClients(new AwsSettings("eu-west-1", null))) {
            Clock clock = Clock.fixed(now, ZoneOffset.UTC);
            Duration timeout = Duration.ofSeconds(5);
            return new RecoveryChecks(
                    new RecoverySettings(true, Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofMinutes(1)),
                    impact -> impact.judgedBelow(50),
                    new RecoveryLookup(clients.credentials(), clients.lookups(timeout, 50, 10), timeout, clock),
                    store.incidents(),
                    clock);
        }
    }

    private RecoveryState state(IncidentGroup group) {
        return some(some(store.incidents().find(List.of(group.leader())).get(group.leader()))
                .recovery());
    }

    private void notified(IncidentGroup group, String channel) {
        store.incidents()
                .update(List.of(new Change(
                        group.leader(),
                        null,
                        row -> row.notified(
                                new Notification(
                                        channel,
                                        AlertKind.WARNING,
                                        Notification.Outcome.SENT,
                                        DUE,
                                        100L,
                                        THREAD,
                                        null,
                                        null),
                                DUE))));
    }

    @Test
    void quietCheckMovesTheNextOneOn() {
        IncidentGroup group = group(impact(ONE, List.of("checkout")));
        RecoveryStep step = at(15, group, figures(Map.of("checkout", running(1)), Map.of(ONE, 0)))
                .withNextCheck(DUE.plusSeconds(15));
        steps.save(step);
        steps.done(step);

        Chain chain = some(state(group).chain());
        assertThat(chain.nextCheck()).isEqualTo(DUE.plusSeconds(15));
        assertThat(chain.checkedAt()).isEqualTo(DUE);
        assertThat(chain.below().values()).containsExactly(Duration.ofSeconds(15));
        // A copy of the message, which another replica has received.
        steps.save(step.withNextCheck(DUE.plusSeconds(99)));
        assertThat(some(state(group).chain()).nextCheck()).isEqualTo(DUE.plusSeconds(15));
    }

    @Test
    void lastCheckEndsTheIncident() {
        IncidentGroup group = group(impact(ONE, List.of("checkout")));

        assertThat(steps.done(at(15, group, STABLE)).failure()).isNull();

        assertThat(state(group).nextCheck()).isNull();
        assertThat(state(group).result()).isEqualTo(new RecoveryState.Result(true, Duration.ofSeconds(17)));
    }

    @Test
    void channelThatHasTheWarningMeanwhileKeepsTheIncidentOpen() {
        IncidentGroup group = group(impact(ONE, List.of("checkout")));
        RecoveryStep step = at(15, group, STABLE);
        notified(group, "late");

        assertThatThrownBy(() -> steps.done(step)).hasMessageContaining("only now");

        assertThat(state(group).nextCheck()).isEqualTo(DUE);
        assertThat(Groups.only(at(16, read(group.leader(), DUE), STABLE))
                        .origin()
                        .threads())
                .containsOnlyKeys("chat", "late");
    }

    @Test
    void incidentIsIncompleteUntilEveryChannelHasTheDetails() {
        IncidentGroup group = group(impact(ONE, List.of(), "ECS was slow"));
        RecoveryStep step =
                at(15, group, null, impact(ONE, List.of("checkout"))).withNextCheck(DUE.plusSeconds(5));
        steps.save(step);

        // A channel refuses them: the next check sends them there.
        assertThat(steps.failed(step, new UndeliveredException("refused")).failure())
                .isNull();
        assertThat(state(group).incomplete()).isTrue();
        IncidentGroup next = read(group.leader(), DUE.plusSeconds(5));
        assertThat(next.services()).hasSize(1);
        assertThat(at(20, next, null, impact(ONE, List.of("checkout"))).sends()).isTrue();

        steps.done(step);
        assertThat(state(group).incomplete()).isFalse();
    }

    @Test
    void checkThatCannotBeScheduledOrResolvedComesBack() {
        IncidentGroup group = group(impact(ONE, List.of("checkout")));
        RecoveryStep last = at(15, group, STABLE);
        RecoveryStep first = at(15, group, null).withNextCheck(DUE.plusSeconds(15));
        Exception refused = new UndeliveredException("refused");

        assertThat(steps.failed(first, new IllegalStateException("no queue")).failure())
                .isNotNull();
        assertThatThrownBy(() -> steps.finish(List.of(List.of(steps.failed(last, refused)), List.of())))
                .isInstanceOfSatisfying(RecoveryFailedException.class, failed -> {
                    assertThat(failed.failureOf(new RecoveryCheck(group.leader(), 15)))
                            .isSameAs(refused);
                    assertThat(failed.failureOf(new RecoveryCheck("other", 15))).isNull();
                });
    }
}
