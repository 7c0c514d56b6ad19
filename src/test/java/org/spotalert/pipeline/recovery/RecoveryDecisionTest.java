package org.spotalert.pipeline.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Cluster;
import org.spotalert.model.Completeness;
import org.spotalert.model.ContainerInstance;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.model.Recovery;
import org.spotalert.model.RecoveryOutcome;
import org.spotalert.model.RecoveryOutcome.ServiceOutcome;
import org.spotalert.model.Samples;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.Severity;
import org.spotalert.model.StandaloneTask;
import org.spotalert.pipeline.intake.FollowUp;
import org.spotalert.pipeline.intake.FollowUp.FollowedInstance;

/** State, figures and time in; what is told and the next state out. */
class RecoveryDecisionTest {

    private static final Instant NOTICED = Instant.parse("2026-11-20T08:15:40Z");
    private static final Instant BEGUN = NOTICED.plusSeconds(2);
    private static final String ONE = "i-00000000000000001";
    private static final String TWO = "i-00000000000000002";
    private static final String THREAD = "spot/digest/1";
    private static final Map<String, String> THREADS = Map.of("chat", THREAD);

    private final RecoveryDecision decision = new RecoveryDecision(Duration.ofMinutes(1), 50);

    private static Interruption interruption(String id) {
        return Samples.notice()
                .eventId("event")
                .account("123456789012")
                .id(id)
                .noticedAt(NOTICED)
                .interruption();
    }

    private static Impact impact(String id, List<String> services, String... missing) {
        return impact(id, services, 0, missing);
    }

    private static Impact impact(String id, List<String> services, int standaloneTasks, String... missing) {
        return new Impact(
                interruption(id),
                null,
                new Cluster("shop"),
                new ContainerInstance("arn/" + id, id, "ACTIVE"),
                services.stream()
                        .map(name -> new AffectedService(name, "shop", 1, 1, status(2, 2)))
                        .toList(),
                Collections.nCopies(standaloneTasks, new StandaloneTask("task", "family:batch", "batch:1")),
                1,
                new Completeness(List.of(missing)));
    }

    private static ServiceStatus status(int desired, int running) {
        return new ServiceStatus(desired, running, desired - running, "web:1", false, 100);
    }

    private static FollowUp followUp(Impact... impacts) {
        return followUp(List.of(impacts).stream()
                .map(impact -> RecoveryState.instance(impact, Severity.WARNING, THREADS, Set.of()))
                .toList());
    }

    private static FollowUp followUp(List<FollowedInstance> instances) {
        return new FollowUp(
                "1",
                THREAD,
                BEGUN,
                BEGUN.plusSeconds(600),
                BEGUN,
                instances,
                RecoveryState.services(instances, List.of()));
    }

    /** What ECS says: figures by service, and the tasks that still run by instance. */
    private static Recovery recovery(Map<String, ServiceSnapshot> services, Map<String, Integer> tasks) {
        Map<Recovery.ServiceAt, ServiceSnapshot> figures = new HashMap<>();
        services.forEach((name, service) ->
                figures.put(new Recovery.ServiceAt("123456789012", "eu-west-1", "shop", name), service));
        Map<Recovery.MemberAt, Integer> members = new HashMap<>();
        tasks.forEach((id, count) ->
                members.put(new Recovery.MemberAt("123456789012", "eu-west-1", "shop", "arn/" + id), count));
        return new Recovery(figures, members, List.of("ThrottlingException"));
    }

    private static ServiceSnapshot running(int running) {
        return new ServiceSnapshot(status(2, running), true, null);
    }

    private RecoveryStep at(int seconds, FollowUp followUp, Recovery recovery, Impact... details) {
        Map<Interruption.Subject, Impact> found = new HashMap<>();
        for (Impact impact : details) {
            found.put(impact.interruption().subject(), impact);
        }
        return decision.decide(followUp, recovery, found, BEGUN.plusSeconds(seconds));
    }

    private static FollowUp next(RecoveryStep step) {
        assertThat(step.alerts()).isEmpty();
        return some(step.next());
    }

    private static <T> T some(@Nullable T value) {
        assertThat(value).isNotNull();
        return java.util.Objects.requireNonNull(value);
    }

    private static Alert only(RecoveryStep step) {
        assertThat(step.goesOn()).isFalse();
        assertThat(step.alerts()).hasSize(1);
        return step.alerts().get(0);
    }

    @Test
    void wholeServicesOfAnInstanceThatIsGoneHaveRecovered() {
        Alert alert = only(at(
                72,
                followUp(impact(ONE, List.of("checkout"))),
                recovery(Map.of("checkout", running(2)), Map.of(ONE, 1))));

        assertThat(alert.kind()).isEqualTo(AlertKind.RECOVERED);
        assertThat(alert.severity()).isEqualTo(Severity.INFO);
        assertThat(alert.warned()).isEqualTo(Severity.WARNING);
        assertThat(alert.origin().threads()).isEqualTo(THREADS);
        assertThat(alert.forChannel("chat").origin().thread()).isEqualTo(THREAD);
        assertThat(some(alert.outcome()).after()).hasSeconds(74);
    }

    @Test
    void serviceThatStillCountsTheDoomedTasksHasNot() {
        FollowUp followUp = followUp(impact(ONE, List.of("checkout")));

        // One of the two is a daemon's, which nobody waits for.
        assertThat(next(at(30, followUp, recovery(Map.of("checkout", running(2)), Map.of(ONE, 2))))
                        .services())
                .isEqualTo(followUp.services());
    }

    @Test
    void withoutAWordOfTheInstanceTheWarningTimeCounts() {
        FollowUp followUp = followUp(impact(ONE, List.of("checkout")));
        Recovery silent = recovery(Map.of("checkout", running(2)), Map.of());

        assertThat(at(117, followUp, silent).goesOn()).isTrue();
        assertThat(only(at(118, followUp, silent)).kind()).isEqualTo(AlertKind.RECOVERED);
    }

    @Test
    void timeBelowTheMinimumAddsUpFromLookToLook() {
        Recovery low = recovery(Map.of("checkout", running(1)), Map.of(ONE, 0));
        FollowUp followUp = followUp(impact(ONE, List.of("checkout")));

        FollowUp first = next(at(10, followUp, low));
        FollowUp second = next(at(21, first, low));
        FollowUp third = next(at(30, second, recovery(Map.of(), Map.of(ONE, 0))));
        Alert alert = only(at(40, third, recovery(Map.of("checkout", running(2)), Map.of(ONE, 0))));

        assertThat(some(alert.outcome()).services())
                .extracting(ServiceOutcome::below)
                .containsExactly(Duration.ofSeconds(21));
    }

    @Test
    void incompleteDeploymentIsNotWhole() {
        ServiceSnapshot rolling = new ServiceSnapshot(status(2, 2), false, null);

        assertThat(at(
                                30,
                                followUp(impact(ONE, List.of("checkout"))),
                                recovery(Map.of("checkout", rolling), Map.of(ONE, 0)))
                        .goesOn())
                .isTrue();
    }

    @Test
    void whenTheTimeIsUpTheReasonIsTold() {
        ServiceSnapshot stuck = new ServiceSnapshot(status(4, 1), true, "unable to place a task");
        Alert alert = only(at(
                600,
                followUp(impact(ONE, List.of("checkout", "search"))),
                recovery(Map.of("checkout", stuck, "search", running(2)), Map.of(ONE, 0))));

        RecoveryOutcome ending = some(alert.outcome());
        assertThat(alert.kind()).isEqualTo(AlertKind.NOT_RECOVERED);
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(ending.services())
                .extracting(ServiceOutcome::name, ServiceOutcome::stable, ServiceOutcome::problem)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("checkout", false, "unable to place a task"),
                        org.assertj.core.groups.Tuple.tuple("search", true, null));
    }

    @Test
    void whenTheTimeIsUpAServiceThatCouldNotBeLookedUpIsNotCalledWhole() {
        Alert alert = only(at(600, followUp(impact(ONE, List.of("checkout"))), recovery(Map.of(), Map.of())));

        assertThat(some(alert.outcome()).services().get(0).problem()).contains("ThrottlingException");
    }

    @Test
    void deletedServiceIsWaitedForByNobody() {
        Recovery gone = recovery(Map.of("checkout", new ServiceSnapshot(null, true, null)), Map.of(ONE, 0));

        assertThat(only(at(30, followUp(impact(ONE, List.of("checkout"))), gone))
                        .kind())
                .isEqualTo(AlertKind.RECOVERED);
    }

    @Test
    void instancesOfOneWarningEndTogether() {
        FollowUp followUp = followUp(impact(ONE, List.of("checkout")), impact(TWO, List.of("checkout", "search")));
        Recovery half = recovery(Map.of("checkout", running(2), "search", running(1)), Map.of(ONE, 0, TWO, 0));

        assertThat(followUp.services()).hasSize(2);
        assertThat(at(30, followUp, half).goesOn()).isTrue();
        assertThat(at(600, followUp, half).alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.RECOVERED, AlertKind.NOT_RECOVERED);
    }

    @Test
    void whatWasMissingIsToldOnceItIsComplete() {
        FollowUp followUp = followUp(impact(ONE, List.of(), "ECS was slow"));

        FollowUp waiting = next(at(5, followUp, recovery(Map.of(), Map.of()), impact(ONE, List.of(), "ECS was slow")));
        RecoveryStep step = at(10, waiting, recovery(Map.of(), Map.of(ONE, 0)), impact(ONE, List.of("checkout")));

        assertThat(step.alerts()).extracting(Alert::kind).containsExactly(AlertKind.DETAIL);
        FollowUp next = some(step.next());
        assertThat(next.instances().get(0).askAgain()).isFalse();
        assertThat(only(at(20, next, recovery(Map.of("checkout", running(2)), Map.of(ONE, 0))))
                        .kind())
                .isEqualTo(AlertKind.RECOVERED);
    }

    @Test
    void endingCountsAsTheWorseOfWarningAndDetail() {
        Impact single = impact(ONE, List.of("checkout"), 1);
        RecoveryStep step =
                at(10, followUp(impact(ONE, List.of(), "ECS was slow")), recovery(Map.of(), Map.of()), single);
        Recovery whole = recovery(Map.of("checkout", running(2)), Map.of(ONE, 0));

        assertThat(step.alerts().get(0).origin().threads()).isEqualTo(THREADS);
        assertThat(only(at(20, some(step.next()), whole)).warned()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void detailThatNothingIsLostSettlesTheWarning() {
        FollowUp followUp = followUp(impact(ONE, List.of(), "ECS was slow"));

        RecoveryStep step = at(10, followUp, recovery(Map.of(), Map.of()), impact(ONE, List.of()));

        Alert detail = only(step);
        assertThat(detail.kind()).isEqualTo(AlertKind.DETAIL);
        assertThat(detail.resolves()).isTrue();
    }

    @Test
    void detailThatNothingIsLostSettlesNothingForOthersOfItsThread() {
        Impact late = impact(ONE, List.of(), "ECS was slow");
        Recovery nothing = recovery(Map.of(), Map.of());
        FollowUp together = followUp(late, impact(TWO, List.of("checkout")));
        FollowUp apart = followUp(List.of(
                RecoveryState.instance(late, Severity.WARNING, Map.of("chat", "spot/digest/2"), Set.of()),
                RecoveryState.instance(impact(TWO, List.of("checkout")), Severity.WARNING, THREADS, Set.of())));

        assertThat(at(10, together, nothing, impact(ONE, List.of())).alerts())
                .extracting(Alert::resolves)
                .containsExactly(false);
        assertThat(at(10, apart, nothing, impact(ONE, List.of())).alerts())
                .extracting(Alert::resolves)
                .containsExactly(true);
    }

    @Test
    void lostStandaloneTasksAreCountedAtTheEndAndSettleNothing() {
        FollowUp followUp = followUp(impact(ONE, List.of("checkout")), impact(TWO, List.of(), 2));
        Recovery whole = recovery(Map.of("checkout", running(2)), Map.of(ONE, 0, TWO, 0));

        assertThat(at(30, followUp, whole).alerts())
                .extracting(Alert::kind, alert -> some(alert.outcome()).standaloneTasks(), Alert::resolves)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(AlertKind.RECOVERED, 0, true),
                        org.assertj.core.groups.Tuple.tuple(AlertKind.RECOVERED, 2, false));
    }

    @Test
    void whoWasToldOfStandaloneTasksAloneIsToldNoEnd() {
        FollowUp followUp = followUp(List.of(
                RecoveryState.instance(impact(ONE, List.of("checkout")), Severity.WARNING, THREADS, Set.of()),
                RecoveryState.instance(
                        impact(TWO, List.of(), 2),
                        Severity.CRITICAL,
                        Map.of("chat", THREAD, "team", "spot/two"),
                        Set.of())));
        Recovery whole = recovery(Map.of("checkout", running(2)), Map.of(ONE, 0, TWO, 0));

        assertThat(at(30, followUp, whole).alerts())
                .extracting(alert -> alert.origin().threads())
                .containsExactly(THREADS, THREADS);
    }

    @Test
    void nothingIsToldWhenNothingMoreIsKnown() {
        FollowUp followUp = followUp(impact(ONE, List.of(), "ECS was slow"));

        RecoveryStep step = at(60, followUp, recovery(Map.of(), Map.of()), impact(ONE, List.of(), "ECS was slow"));

        assertThat(step.alerts()).isEmpty();
        assertThat(step.goesOn()).isFalse();
    }

    @Test
    void whatIsKnownWhenTheTimeIsUpIsToldWithWhatIsStillMissing() {
        FollowUp followUp = followUp(impact(ONE, List.of(), "ECS was slow"));
        Impact more = impact(ONE, List.of("checkout"), "EC2 was slow");

        assertThat(at(59, followUp, recovery(Map.of(), Map.of()), more).alerts())
                .isEmpty();
        RecoveryStep step = at(60, followUp, recovery(Map.of(), Map.of()), more);

        assertThat(step.alerts().get(0).impact().completeness().reasons()).containsExactly("EC2 was slow");
        assertThat(some(step.next()).services()).hasSize(1);
    }

    @Test
    void whatWasNotLookedUpAgainIsAskedForAgainWhenItsTimeIsUp() {
        FollowUp followUp = followUp(impact(ONE, List.of(), "held back"));

        FollowUp next = next(at(70, followUp, recovery(Map.of(), Map.of())));

        assertThat(next.asking()).isTrue();
    }

    @Test
    void detailsAreDecidedWithoutALookAtTheServices() {
        FollowUp followUp = followUp(impact(ONE, List.of("checkout")), impact(TWO, List.of(), "held back"));
        Impact found = impact(TWO, List.of("search"));

        RecoveryStep step =
                decision.details(followUp, Map.of(found.interruption().subject(), found), BEGUN.plusSeconds(5));

        assertThat(step.alerts()).extracting(Alert::kind).containsExactly(AlertKind.DETAIL);
        FollowUp next = some(step.next());
        assertThat(next.lookedAt()).isEqualTo(BEGUN);
        assertThat(next.services()).extracting(FollowUp.FollowedService::name).containsExactly("checkout", "search");
    }

    @Test
    void whatThereIsIsToldAtTheDeadlineEvenIfThatIsSooner() {
        RecoveryDecision patient = new RecoveryDecision(Duration.ofHours(1), 50);
        FollowUp followUp = followUp(impact(ONE, List.of(), "held back"));
        Impact found = impact(ONE, List.of("checkout"), "held back");

        RecoveryStep step = patient.decide(
                followUp,
                recovery(Map.of(), Map.of()),
                Map.of(found.interruption().subject(), found),
                followUp.deadline());

        assertThat(step.alerts()).extracting(Alert::kind).containsExactly(AlertKind.DETAIL);
    }
}
