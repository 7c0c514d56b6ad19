package org.spotalert.pipeline.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.model.Decision;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.RuleVerdict;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Impact;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Samples;
import org.spotalert.model.Scope;
import org.spotalert.model.Silence;

class DecisionsTest {

    private static final Instant NOW = Loss.NOTICED.plusSeconds(2);

    private static Decision decide(RuleInputs inputs, Impact impact) {
        return new Decisions(inputs, Clock.fixed(NOW, ZoneOffset.UTC))
                .decide(List.of(impact))
                .get(0)
                .decision();
    }

    private static RuleInputs plain() {
        return with(List::of, List.of());
    }

    private static RuleInputs with(Supplier<List<Silence>> silences, List<MaintenanceWindow> windows) {
        return new RuleInputs(silences, () -> windows, List.of(), false, impact -> impact.judgedBelow(50));
    }

    private static RuleInputs critical(String patterns) {
        return new RuleInputs(List::of, List::of, NamePattern.list(patterns), false, impact -> impact.judgedBelow(50));
    }

    private static Silence silence(Scope scope, Instant from, Instant until) {
        return new Silence("s1", scope, "jane", "load test", from, until);
    }

    private static MaintenanceWindow window(String schedule, Scope scope) {
        return new MaintenanceWindow("patching", Schedules.parse(schedule), scope, "platform", "kernel", null);
    }

    private static Loss nothing() {
        return Loss.one().withoutServices();
    }

    @Test
    void withoutRulesOfItsOwnLostTasksAreSent() {
        assertThat(decide(plain(), Loss.one().impact()))
                .extracting(Decision::verdict, Decision::rule, Decision::reason)
                .containsExactly(Verdict.SEND, Rule.TASKS_LOST, "services that lose tasks: 1, standalone tasks: 0");
        assertThat(decide(plain(), nothing().tasks("family:import").impact()).rule())
                .isEqualTo(Rule.TASKS_LOST);
        assertThat(decide(plain(), nothing().impact()).rule()).isEqualTo(Rule.NO_TASKS_LOST);
        assertThat(decide(plain(), nothing().cluster(null).impact()).rule()).isEqualTo(Rule.NOT_IN_ECS);
        assertThat(decide(plain(), nothing().partial("ECS was slow").impact()))
                .extracting(Decision::verdict, Decision::rule, Decision::reason)
                .containsExactly(Verdict.SEND, Rule.IMPACT_UNKNOWN, "ECS was slow");
        assertThat(decide(
                                plain(),
                                nothing().cluster(null).partial("ECS was slow").impact())
                        .rule())
                .isEqualTo(Rule.IMPACT_UNKNOWN);
    }

    @Test
    void everyRuleSaysSomethingInOrder() {
        assertThat(decide(plain(), Loss.one().impact()).verdicts())
                .extracting(RuleVerdict::rule)
                .containsExactly(Rule.values());
    }

    @ParameterizedTest(name = "silence from {0} s to {1} s after now: {2}")
    @CsvSource({"0, 1, SILENCE", "-60, 60, SILENCE", "-60, 0, TASKS_LOST", "1, 60, TASKS_LOST"})
    void silenceCountsAtTheTimeOfTheDecision(int from, int until, Rule expected) {
        Silence silence = silence(Scope.EVERYTHING, NOW.plusSeconds(from), NOW.plusSeconds(until));

        assertThat(decide(with(() -> List.of(silence), List.of()), Loss.one().impact())
                        .rule())
                .isEqualTo(expected);
    }

    @Test
    void silenceOfEverythingSilencesWhatIsUnknownToo() {
        Silence all = silence(Scope.EVERYTHING, NOW, NOW.plusSeconds(60));
        Silence blue =
                silence(new Scope(List.of(), List.of(), NamePattern.list("blue"), List.of()), NOW, NOW.plusSeconds(60));
        Impact unknown = nothing().cluster(null).partial("ECS was slow").impact();

        assertThat(decide(with(() -> List.of(all), List.of()), unknown).rule()).isEqualTo(Rule.SILENCE);
        assertThat(decide(with(() -> List.of(blue), List.of()), unknown).rule()).isEqualTo(Rule.IMPACT_UNKNOWN);
        assertThat(decide(with(() -> List.of(blue), List.of()), Loss.one().impact())
                        .reason())
                .isEqualTo("silence s1 of jane until 2026-11-20T08:16:44Z: load test");
    }

    @Test
    void ruleThatFailsSendsAndSaysSo() {
        Decision decision = decide(
                with(
                        () -> {
                            throw new IllegalStateException("the store is down\nat some place");
                        },
                        List.of()),
                Loss.one().impact());

        assertThat(decision.rule()).isEqualTo(Rule.TASKS_LOST);
        assertThat(decision.sends()).isTrue();
        assertThat(decision.indeterminate()).containsExactly("SILENCE: the rule has failed: the store is down");
    }

    @ParameterizedTest(name = "noticed at {0}: {1}")
    @CsvSource({
        "2026-11-20T07:59:59Z, TASKS_LOST",
        "2026-11-20T08:00:00Z, MAINTENANCE_WINDOW",
        "2026-11-20T08:59:59Z, MAINTENANCE_WINDOW",
        "2026-11-20T09:00:00Z, TASKS_LOST"
    })
    void maintenanceWindowCountsAtTheTimeOfTheNotice(String noticedAt, Rule expected) {
        RuleInputs inputs = with(List::of, List.of(window("Fri 08:00-09:00", Scope.EVERYTHING)));

        assertThat(decide(inputs, Loss.one().at(noticedAt).impact()).rule()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "scheduled for {0}: {1}")
    @CsvSource({"2026-12-04T08:30:00Z, MAINTENANCE_WINDOW", "2026-12-05T08:30:00Z, TASKS_LOST"})
    void maintenanceWindowCountsWhenAScheduledChangeBegins(Instant start, Rule expected) {
        Interruption noticed = Loss.one().at("2026-11-20T08:30:00Z").impact().interruption();
        Interruption scheduled = Samples.like(noticed)
                .kind(InterruptionKind.SCHEDULED_CHANGE)
                .action(InstanceAction.RETIRE)
                .terminatesAt(start)
                .interruption();
        Impact loss = Loss.one().impact();
        Impact impact = new Impact(
                scheduled,
                loss.instance(),
                loss.cluster(),
                loss.containerInstance(),
                loss.services(),
                loss.standaloneTasks(),
                loss.daemonTasks(),
                loss.completeness(),
                null);
        RuleInputs inputs = with(List::of, List.of(window("Fri 08:00-09:00", Scope.EVERYTHING)));

        assertThat(decide(inputs, impact).rule()).isEqualTo(expected);
    }

    @Test
    void maintenanceWindowHoldsInItsScopeAndUntilItExpires() {
        Scope green = new Scope(List.of(), List.of(), NamePattern.list("green"), List.of());
        MaintenanceWindow open = window("daily 00:00-24:00", Scope.EVERYTHING);
        MaintenanceWindow expired =
                new MaintenanceWindow("old", open.schedule(), open.scope(), "platform", "kernel", Loss.NOTICED);

        Decision outside = decide(
                with(List::of, List.of(window("daily 00:00-24:00", green))),
                Loss.one().impact());
        assertThat(outside.rule()).isEqualTo(Rule.TASKS_LOST);
        assertThat(outside.verdicts().get(3).reason())
                .isEqualTo("maintenance window patching does not cover this: the cluster is blue");
        assertThat(decide(with(List::of, List.of(expired)), Loss.one().impact()).rule())
                .isEqualTo(Rule.TASKS_LOST);
        assertThat(decide(with(List::of, List.of(expired, open)), Loss.one().impact())
                        .reason())
                .isEqualTo("maintenance window patching of platform until 2026-11-21T00:00:00Z: kernel");
    }

    @ParameterizedTest(name = "critical {0}: {1}")
    @CsvSource({
        "'', TASKS_LOST",
        "orders, TASKS_LOST",
        "'search, ord*', TASKS_LOST",
        "blue/orders, TASKS_LOST",
        "green/orders, NOT_CRITICAL",
        "search, NOT_CRITICAL",
        "family:*, NOT_CRITICAL"
    })
    void onlyCriticalServicesAreSent(String patterns, Rule expected) {
        assertThat(decide(critical(patterns), Loss.one().impact()).rule()).isEqualTo(expected);
    }

    @Test
    void standaloneTasksAreCriticalByTheirGroup() {
        Impact task = nothing().tasks("family:import").impact();

        assertThat(decide(critical("orders"), task).rule()).isEqualTo(Rule.NOT_CRITICAL);
        assertThat(decide(critical("family:import"), task).rule()).isEqualTo(Rule.TASKS_LOST);
    }

    @Test
    void whatIsNotAllKnownMayBeCritical() {
        Decision decision =
                decide(critical("search"), Loss.one().partial("ECS was slow").impact());

        assertThat(decision.rule()).isEqualTo(Rule.TASKS_LOST);
        assertThat(decision.indeterminate()).containsExactly("NOT_CRITICAL: not all is known: ECS was slow");
    }
}
