package org.spotalert.pipeline.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.spotalert.pipeline.recovery.Groups.BEGUN;
import static org.spotalert.pipeline.recovery.Groups.ONE;
import static org.spotalert.pipeline.recovery.Groups.THREAD;
import static org.spotalert.pipeline.recovery.Groups.THREADS;
import static org.spotalert.pipeline.recovery.Groups.TWO;
import static org.spotalert.pipeline.recovery.Groups.at;
import static org.spotalert.pipeline.recovery.Groups.figures;
import static org.spotalert.pipeline.recovery.Groups.group;
import static org.spotalert.pipeline.recovery.Groups.impact;
import static org.spotalert.pipeline.recovery.Groups.member;
import static org.spotalert.pipeline.recovery.Groups.next;
import static org.spotalert.pipeline.recovery.Groups.only;
import static org.spotalert.pipeline.recovery.Groups.running;
import static org.spotalert.pipeline.recovery.Groups.some;
import static org.spotalert.pipeline.recovery.Groups.status;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.fleet.RecoveryLookup.Result;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Alert;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.model.Prospects;
import org.spotalert.model.RecoveryOutcome;
import org.spotalert.model.RecoveryOutcome.ServiceOutcome;
import org.spotalert.model.RecoveryState;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.Severity;

/** State, figures and time in; the resolution out. */
class RecoveryDecisionTest {

    @Test
    void stableServicesOfAnInstanceThatIsGoneHaveRecovered() {
        RecoveryStep step = at(
                72, group(impact(ONE, List.of("checkout"))), figures(Map.of("checkout", running(2)), Map.of(ONE, 1)));
        Alert alert = only(step);

        assertThat(alert.kind()).isEqualTo(AlertKind.RECOVERED);
        assertThat(alert.severity()).isEqualTo(Severity.INFO);
        assertThat(alert.warned()).isEqualTo(Severity.WARNING);
        assertThat(alert.origin().threads()).isEqualTo(THREADS);
        assertThat(alert.forChannel("chat").origin().thread()).isEqualTo(THREAD);
        assertThat(some(alert.outcome()).after()).hasSeconds(74);
        assertThat(some(step.results()).values())
                .containsExactly(new RecoveryState.Result(true, Duration.ofSeconds(74)));
    }

    private static ServiceSnapshot unplaced(int seconds) {
        ServiceStatus was = status(2, 1);
        Prospects prospects = new Prospects(
                Prospects.Rollout.NONE,
                List.of(),
                null,
                new Prospects.Unplaced("no container instance met all requirements", BEGUN.plusSeconds(seconds)));
        return new ServiceSnapshot(
                new ServiceStatus(2, 1, 0, "web:1", false, 100, Map.of(), was.criticalBelow(), prospects),
                true,
                "(service checkout) was unable to place a task because no container instance met all requirements");
    }

    private static IncidentGroup checked(int seconds, List<Member> members) {
        IncidentGroup group = group(members);
        return new IncidentGroup(
                group.leader(), group.chain().checked(BEGUN.plusSeconds(seconds), Map.of(), null), group.members());
    }

    @Test
    void tasksThatCannotBePlacedAreSaidAtTheNextCheckAndChecksGoOn() {
        Result full = figures(Map.of("checkout", unplaced(20), "cart", running(1)), Map.of(ONE, 1));
        Member member = member(impact(ONE, List.of("checkout", "cart")), Severity.WARNING, THREADS);

        RecoveryStep step = at(30, checked(15, List.of(member)), full);

        assertThat(step.continues()).isTrue();
        assertThat(step.alerts()).hasSize(1);
        Alert alert = step.alerts().get(0);
        assertThat(alert.kind()).isEqualTo(AlertKind.UNPLACED);
        assertThat(alert.resolves()).isFalse();
        assertThat(alert.forChannel("chat").origin().thread()).isEqualTo(THREAD);
        assertThat(some(alert.outcome()).services())
                .extracting(ServiceOutcome::name, ServiceOutcome::stable)
                .containsExactly(tuple("checkout", false));
        assertThat(alert.impact().services()).extracting(AffectedService::name).containsExactly("checkout");
        assertThat(new AlertMessages(Clock.systemUTC()).of(step.alerts()).headline())
                .startsWith("CANNOT PLACE checkout 1 of 2 - Spot reclaim in shop");

        Result whole = figures(Map.of("checkout", running(2), "cart", running(2)), Map.of(ONE, 0));
        assertThat(only(at(45, step.after(), whole)).kind()).isEqualTo(AlertKind.RECOVERED);
    }

    @Test
    void tasksThatCannotBePlacedAreSaidOnce() {
        Result full = figures(Map.of("checkout", unplaced(20)), Map.of(ONE, 1));
        Member member = member(impact(ONE, List.of("checkout")), Severity.WARNING, THREADS);
        Incident notified = member.incident()
                .notified(
                        new Notification(
                                "chat", AlertKind.UNPLACED, Notification.Outcome.SENT, BEGUN, 1L, THREAD, null, null),
                        BEGUN);

        next(at(30, checked(15, List.of(Member.of(notified, member.state()))), full));
        // Another check has seen it, and no channel has wanted it.
        next(at(60, checked(45, List.of(member)), full));
    }

    @Test
    void whatECSSaidBeforeTheNoticeIsNoNews() {
        next(at(
                10,
                group(impact(ONE, List.of("checkout"))),
                figures(Map.of("checkout", unplaced(-5)), Map.of(ONE, 1))));
    }

    @Test
    void stableServiceHasPlacedItsTasks() {
        ServiceSnapshot was = unplaced(20);
        ServiceSnapshot healthy = new ServiceSnapshot(
                new ServiceStatus(
                        2,
                        2,
                        0,
                        "web:1",
                        false,
                        100,
                        Map.of(),
                        50,
                        some(was.status()).prospects()),
                true,
                null);

        next(at(30, group(impact(ONE, List.of("checkout"))), figures(Map.of("checkout", healthy), Map.of(ONE, 2))));
    }

    @Test
    void serviceThatStillCountsTheDoomedTasksHasNot() {
        // One of the two is a daemon's, which nobody waits for.
        next(at(30, group(impact(ONE, List.of("checkout"))), figures(Map.of("checkout", running(2)), Map.of(ONE, 2))));
    }

    @Test
    void withoutAWordOfTheInstanceTheWarningTimeCounts() {
        IncidentGroup group = group(impact(ONE, List.of("checkout")));
        Result silent = figures(Map.of("checkout", running(2)), Map.of());

        next(at(117, group, silent));
        assertThat(only(at(118, group, silent)).kind()).isEqualTo(AlertKind.RECOVERED);
    }

    @Test
    void timeBelowTheMinimumAddsUpFromCheckToCheck() {
        Result low = figures(Map.of("checkout", running(1)), Map.of(ONE, 0));

        IncidentGroup first = next(at(10, group(impact(ONE, List.of("checkout"))), low));
        IncidentGroup second = next(at(21, first, low));
        IncidentGroup third = next(at(30, second, figures(Map.of(), Map.of(ONE, 0))));
        Alert alert = only(at(40, third, figures(Map.of("checkout", running(2)), Map.of(ONE, 0))));

        assertThat(some(alert.outcome()).services())
                .extracting(ServiceOutcome::below)
                .containsExactly(Duration.ofSeconds(21));
    }

    @Test
    void incompleteDeploymentIsNotStable() {
        ServiceSnapshot rolling = new ServiceSnapshot(status(2, 2), false, null);

        next(at(30, group(impact(ONE, List.of("checkout"))), figures(Map.of("checkout", rolling), Map.of(ONE, 0))));
    }

    @Test
    void whenTheTimeIsUpTheProblemIsSaid() {
        ServiceSnapshot stuck = new ServiceSnapshot(status(4, 1), true, "unable to place a task");
        Alert alert = only(at(
                600,
                group(impact(ONE, List.of("checkout", "search"))),
                figures(Map.of("checkout", stuck, "search", running(2)), Map.of(ONE, 0))));

        RecoveryOutcome outcome = some(alert.outcome());
        assertThat(alert.kind()).isEqualTo(AlertKind.NOT_RECOVERED);
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(outcome.services())
                .extracting(ServiceOutcome::name, ServiceOutcome::stable, ServiceOutcome::problem)
                .containsExactlyInAnyOrder(
                        tuple("checkout", false, "unable to place a task"), tuple("search", true, null));
    }

    @Test
    void whenTheTimeIsUpAServiceThatCouldNotBeLookedUpIsNotCalledStable() {
        Alert alert = only(at(600, group(impact(ONE, List.of("checkout"))), figures(Map.of(), Map.of())));

        assertThat(some(alert.outcome()).services().get(0).problem()).contains("ThrottlingException");
    }

    @Test
    void nothingWaitsForADeletedService() {
        Result gone = figures(Map.of("checkout", ServiceSnapshot.GONE), Map.of(ONE, 0));

        assertThat(only(at(30, group(impact(ONE, List.of("checkout"))), gone)).kind())
                .isEqualTo(AlertKind.RECOVERED);
    }

    @Test
    void incidentsOfOneWarningEndTogether() {
        IncidentGroup group = group(impact(ONE, List.of("checkout")), impact(TWO, List.of("checkout", "search")));
        Result half = figures(Map.of("checkout", running(2), "search", running(1)), Map.of(ONE, 0, TWO, 0));

        assertThat(group.services()).hasSize(2);
        next(at(30, group, half));
        assertThat(at(600, group, half).alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.RECOVERED, AlertKind.NOT_RECOVERED);
    }

    @Test
    void lostStandaloneTasksAreCountedAtTheEndAndResolveNothing() {
        IncidentGroup group = group(impact(ONE, List.of("checkout")), impact(TWO, List.of(), 2));
        Result stable = figures(Map.of("checkout", running(2)), Map.of(ONE, 0, TWO, 0));

        assertThat(at(30, group, stable).alerts())
                .extracting(Alert::kind, alert -> some(alert.outcome()).standaloneTasks(), Alert::resolves)
                .containsExactly(tuple(AlertKind.RECOVERED, 0, true), tuple(AlertKind.RECOVERED, 2, false));
    }

    @Test
    void channelThatHasStandaloneTasksAloneReceivesNoResolution() {
        IncidentGroup group = group(List.of(
                member(impact(ONE, List.of("checkout")), Severity.WARNING, THREADS),
                member(impact(TWO, List.of(), 2), Severity.CRITICAL, Map.of("chat", THREAD, "team", "spot/two"))));
        Result stable = figures(Map.of("checkout", running(2)), Map.of(ONE, 0, TWO, 0));

        assertThat(at(30, group, stable).alerts())
                .extracting(alert -> alert.origin().threads())
                .containsExactly(THREADS, THREADS);
    }

    /** A digest about many instances ends as it began: in one message, which alone may close a record. */
    @Test
    void oneServiceThatIsNotStableKeepsTheRecordOfAHundredAndTwentyIncidentsOpen() {
        IncidentGroup group = group(IntStream.range(0, 120)
                .mapToObj(number -> member(
                        impact("i-%017d".formatted(number), List.of("service-" + number % 60, "service-" + number % 7)),
                        Severity.WARNING,
                        THREADS))
                .toList());

        assertThat(group.services()).hasSize(60);
        next(at(200, group, stable(group, 59)));
        List<Alert> recovered = at(200, group, stable(group, 60)).alerts();
        List<Alert> late = at(600, group, stable(group, 59)).alerts();

        assertThat(recovered)
                .hasSize(120)
                .allSatisfy(alert ->
                        assertThat(alert.forChannel("chat").origin().thread()).isEqualTo(THREAD));
        assertThat(closes(recovered)).isTrue();
        assertThat(late).hasSize(120);
        assertThat(closes(late)).isFalse();
        assertThat(late).extracting(Alert::warned).containsOnly(Severity.WARNING);
    }

    /** ECS's answer when the first so many services are stable. */
    private static Result stable(IncidentGroup group, int services) {
        Map<String, ServiceSnapshot> figures = new HashMap<>();
        group.services().forEach(service -> figures.put(service.name(), running(figures.size() < services ? 2 : 1)));
        return figures(figures, Map.of());
    }

    private static boolean closes(List<Alert> alerts) {
        return new AlertMessages(Clock.systemUTC()).of(alerts).recovered();
    }
}
