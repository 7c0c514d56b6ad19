package org.spotalert.pipeline.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spotalert.pipeline.recovery.Groups.BEGUN;
import static org.spotalert.pipeline.recovery.Groups.NOTICED;
import static org.spotalert.pipeline.recovery.Groups.ONE;
import static org.spotalert.pipeline.recovery.Groups.THREAD;
import static org.spotalert.pipeline.recovery.Groups.THREADS;
import static org.spotalert.pipeline.recovery.Groups.TWO;
import static org.spotalert.pipeline.recovery.Groups.at;
import static org.spotalert.pipeline.recovery.Groups.figures;
import static org.spotalert.pipeline.recovery.Groups.group;
import static org.spotalert.pipeline.recovery.Groups.impact;
import static org.spotalert.pipeline.recovery.Groups.incident;
import static org.spotalert.pipeline.recovery.Groups.member;
import static org.spotalert.pipeline.recovery.Groups.next;
import static org.spotalert.pipeline.recovery.Groups.only;
import static org.spotalert.pipeline.recovery.Groups.running;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spotalert.fleet.RecoveryLookup.EcsRef;
import org.spotalert.fleet.RecoveryLookup.Result;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Completeness;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.model.Impact;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.model.RecoveryState;
import org.spotalert.model.Severity;

/** What a check adds to a warning that could not say everything. */
class RecoveryDetailsTest {

    private static final Failure DOWN = new Failure(FailureReason.REFUSED, "down");
    private static final Result NOTHING = figures(Map.of(), Map.of());

    @Test
    void whatWasMissingIsSentOnceItIsComplete() {
        IncidentGroup waiting = next(
                at(5, group(impact(ONE, List.of(), "ECS was slow")), NOTHING, impact(ONE, List.of(), "ECS was slow")));
        RecoveryStep step = at(10, waiting, NOTHING, impact(ONE, List.of("checkout")));

        assertThat(step.alerts()).extracting(Alert::kind).containsExactly(AlertKind.DETAIL);
        assertThat(step.after().incomplete()).isFalse();
        assertThat(only(at(20, step.after(), figures(Map.of("checkout", running(2)), Map.of(ONE, 0))))
                        .kind())
                .isEqualTo(AlertKind.RECOVERED);
    }

    @Test
    void resolutionCountsAsTheWorseOfWarningAndDetail() {
        RecoveryStep step =
                at(10, group(impact(ONE, List.of(), "ECS was slow")), NOTHING, impact(ONE, List.of("checkout"), 1));

        assertThat(step.alerts().get(0).origin().threads()).isEqualTo(THREADS);
        assertThat(only(at(20, step.after(), figures(Map.of("checkout", running(2)), Map.of(ONE, 0))))
                        .warned())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void detailThatNothingIsLostResolvesTheWarning() {
        Alert detail = only(at(10, group(impact(ONE, List.of(), "ECS was slow")), NOTHING, impact(ONE, List.of())));

        assertThat(detail.kind()).isEqualTo(AlertKind.DETAIL);
        assertThat(detail.resolves()).isTrue();
    }

    @Test
    void detailThatNothingIsLostResolvesNothingForOthersOfItsThread() {
        Member late = member(impact(ONE, List.of(), "ECS was slow"), Severity.WARNING, THREADS);
        Member other = member(impact(TWO, List.of("checkout")), Severity.WARNING, THREADS);
        Member apart = member(impact(TWO, List.of("checkout")), Severity.WARNING, Map.of("chat", "spot/digest/2"));

        assertThat(at(10, group(List.of(late, other)), NOTHING, impact(ONE, List.of()))
                        .alerts())
                .extracting(Alert::resolves)
                .containsExactly(false);
        assertThat(at(10, group(List.of(late, apart)), NOTHING, impact(ONE, List.of()))
                        .alerts())
                .extracting(Alert::resolves)
                .containsExactly(true);
    }

    @Test
    void tasksThatHaveStoppedSinceAreNoNews() {
        IncidentGroup group = group(impact(ONE, List.of("checkout"), "ECS was slow"));

        RecoveryStep step = at(10, group, NOTHING, impact(ONE, List.of()));

        assertThat(next(step).incomplete()).isFalse();
        assertThat(step.after().services()).extracting(EcsRef::name).containsExactly("checkout");
    }

    @Test
    void nothingIsSentWhenNothingMoreIsKnown() {
        RecoveryStep step =
                at(60, group(impact(ONE, List.of(), "ECS was slow")), NOTHING, impact(ONE, List.of(), "ECS was slow"));

        assertThat(step.alerts()).isEmpty();
        assertThat(step.continues()).isFalse();
    }

    @Test
    void whatIsKnownWhenTheTimeIsUpIsSentWithWhatIsStillMissing() {
        IncidentGroup group = group(impact(ONE, List.of(), "ECS was slow"));
        Impact more = impact(ONE, List.of("checkout"), "EC2 was slow");

        next(at(59, group, NOTHING, more));
        RecoveryStep step = at(60, group, NOTHING, more);

        assertThat(step.alerts().get(0).impact().completeness().reasons()).containsExactly("EC2 was slow");
        assertThat(step.after().services()).hasSize(1);
    }

    @Test
    void whatWasNotLookedUpIsLookedUpAgainWhenItsTimeIsUp() {
        assertThat(next(at(70, group(impact(ONE, List.of(), "held back")), NOTHING))
                        .incomplete())
                .isTrue();
    }

    private static Impact asOf(String... services) {
        Impact impact = impact(ONE, List.of(services));
        return new Impact(
                impact.interruption(),
                impact.instance(),
                impact.cluster(),
                impact.containerInstance(),
                impact.services(),
                impact.standaloneTasks(),
                impact.daemonTasks(),
                new Completeness(List.of(), NOTICED.minusSeconds(40)),
                null);
    }

    @Test
    void answerThatConfirmsWhatWasSentAsOfAnEarlierTimeIsNoNews() {
        RecoveryStep step = at(5, group(asOf("checkout")), null, impact(ONE, List.of("checkout")));

        assertThat(step.alerts()).isEmpty();
        assertThat(step.after().incomplete()).isFalse();
        assertThat(step.after().members().get(0).partial()).isFalse();
    }

    @Test
    void serviceMoreThanWasSentAsOfAnEarlierTimeIsADetail() {
        RecoveryStep step = at(5, group(asOf("checkout")), null, impact(ONE, List.of("checkout", "search")));

        assertThat(step.alerts()).extracting(Alert::kind).containsExactly(AlertKind.DETAIL);
    }

    @Test
    void answerThatAwsStillOwesIsAwaited() {
        RecoveryStep step = at(5, group(asOf("checkout")), null, asOf("checkout"));

        assertThat(step.alerts()).isEmpty();
        assertThat(step.after().incomplete()).isTrue();
    }

    @Test
    void detailsAreDecidedWithoutALookupOfTheServices() {
        IncidentGroup group = group(impact(ONE, List.of("checkout")), impact(TWO, List.of(), "held back"));

        RecoveryStep step = at(5, group, null, impact(TWO, List.of("search")));

        assertThat(step.alerts()).extracting(Alert::kind).containsExactly(AlertKind.DETAIL);
        assertThat(step.after().chain().checkedAt()).isEqualTo(BEGUN);
        assertThat(step.after().services()).extracting(EcsRef::name).containsExactly("checkout", "search");
    }

    @Test
    void whatThereIsIsSentAtTheDeadlineEvenIfThatIsSooner() {
        RecoveryDecision patient = new RecoveryDecision(Duration.ofHours(1), impact -> impact.judgedBelow(50));

        RecoveryStep step = at(
                patient,
                600,
                group(impact(ONE, List.of(), "held back")),
                NOTHING,
                impact(ONE, List.of("checkout"), "held back"));

        assertThat(step.alerts()).extracting(Alert::kind).containsExactly(AlertKind.DETAIL);
    }

    private static Member refused(Impact impact) {
        Incident incident = incident(impact, THREADS)
                .notified(
                        new Notification(
                                "chat", AlertKind.DETAIL, Notification.Outcome.FAILED, BEGUN, 1L, null, null, DOWN),
                        BEGUN);
        return Member.of(incident, new RecoveryState("leader", Severity.WARNING, true, null, null));
    }

    @Test
    void refusedDetailsAreSentAgainUntilTheirTimeIsUp() {
        IncidentGroup group = group(List.of(refused(impact(ONE, List.of("checkout"), "ECS was slow"))));

        assertThat(at(15, group, NOTHING, impact(ONE, List.of("checkout"))).sends())
                .isTrue();
        assertThat(next(at(60, group, NOTHING, impact(ONE, List.of("checkout"))))
                        .incomplete())
                .isFalse();
        assertThat(next(at(60, group, NOTHING)).incomplete()).isFalse();
    }

    @Test
    void refusedDetailsHoldUpNoResolution() {
        IncidentGroup group = group(List.of(refused(impact(ONE, List.of("checkout"), "ECS was slow"))));
        Result stable = figures(Map.of("checkout", running(2)), Map.of(ONE, 0));

        assertThat(only(at(15, group, stable, impact(ONE, List.of("checkout")))).kind())
                .isEqualTo(AlertKind.RECOVERED);
    }

    @Test
    void refusedDetailThatNothingIsLostIsSentAgain() {
        IncidentGroup group = group(List.of(refused(impact(ONE, List.of(), "ECS was slow"))));

        assertThat(only(at(15, group, NOTHING, impact(ONE, List.of()))).resolves())
                .isTrue();
    }

    @Test
    void nothingOvertakesAWarningThatAChannelHasNotYet() {
        Impact partial = impact(ONE, List.of(), "held back");
        Incident incident = incident(partial, THREADS)
                .notified(
                        new Notification(
                                "team", AlertKind.WARNING, Notification.Outcome.FAILED, BEGUN, 1L, null, null, DOWN),
                        BEGUN)
                .notified(
                        new Notification(
                                "mail", AlertKind.DETAIL, Notification.Outcome.SENT, BEGUN, 1L, THREAD, null, null),
                        BEGUN);
        Member member = Member.of(incident, new RecoveryState("leader", Severity.WARNING, true, null, null));

        Alert detail = at(10, group(List.of(member)), NOTHING, impact(ONE, List.of("checkout")))
                .alerts()
                .get(0);

        assertThat(detail.origin().otherChannels()).containsExactly("team");
        // It has the details, if not the warning: the resolution goes there as well.
        assertThat(detail.origin().threads()).containsOnlyKeys("chat", "mail");
    }
}
