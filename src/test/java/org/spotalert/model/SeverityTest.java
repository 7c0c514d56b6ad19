package org.spotalert.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.pipeline.decide.Decisions;
import org.spotalert.pipeline.decide.Loss;
import org.spotalert.pipeline.decide.RuleInputs;

class SeverityTest {

    private static AffectedService service(String name, int desired, int running, int lost, Map<String, String> tags) {
        return new AffectedService(
                name,
                "blue",
                lost,
                lost,
                new ServiceStatus(
                        desired, running, 0, "web:7", true, 100, tags, CriticalBelow.DEFAULT, Prospects.UNKNOWN));
    }

    private static Alert alert(int criticalBelow, AffectedService... services) {
        RuleInputs inputs =
                new RuleInputs(List::of, List::of, List.of(), false, impact -> impact.judgedBelow(criticalBelow));
        Impact impact = Loss.one().services(services).impact();
        return new Decisions(inputs, Clock.fixed(Instant.parse("2026-11-20T08:15:47Z"), ZoneOffset.UTC))
                .decide(List.of(impact))
                .get(0);
    }

    @ParameterizedTest(name = "{0} desired, {1} running, {2} lost, below {3} %, tag {4}: {5}")
    @CsvSource({
        // ECS's default minimum is 100 %: one of a hundred tasks is no reason to wake anybody
        "100, 100,  1, 50,      , WARNING",
        "100, 100, 50, 50,      , WARNING",
        "100, 100, 51, 50,      , CRITICAL",
        "  2,   2,  1, 50,      , WARNING",
        "  3,   3,  2, 50,      , CRITICAL",
        // it was low before
        " 10,   5,  1, 50,      , CRITICAL",
        // the only task, whatever the share
        "  1,   1,  1,  0,      , CRITICAL",
        "  3,   1,  1,  0,      , CRITICAL",
        // another task runs already
        "  1,   2,  1, 50,      , WARNING",
        // nothing is desired
        "  0,   1,  1, 50,      , WARNING",
        "  4,   4,  1, 100,     , CRITICAL",
        // the service's own tag counts more
        "  4,   4,  1, 50,   80%, CRITICAL",
        "  4,   4,  1, 50,    80, CRITICAL",
        "  4,   4,  3, 50,    20, WARNING",
        "  1,   1,  1, 50,     0, WARNING",
        "  1,   1,  1, 50,     1, CRITICAL"
    })
    void serviceThatKeepsTooLittleIsCritical(
            int desired, int running, int lost, int criticalBelow, String tag, Severity expected) {
        Map<String, String> tags = tag == null ? Map.of() : Map.of(CriticalBelow.TAG, tag);

        assertThat(alert(criticalBelow, service("web", desired, running, lost, tags))
                        .severity())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "half", "101", "-1", "50 %%", "5e1", "99999999999999999999", "\u0665\u0660"})
    void tagThatIsNoShareIsIgnoredAndNoted(String tag) {
        Alert alert = alert(50, service("web", 4, 4, 1, Map.of(CriticalBelow.TAG, tag)));

        assertThat(alert.severity()).isEqualTo(Severity.WARNING);
        ServiceStatus status = alert.impact().services().get(0).status();
        assertThat(status).isNotNull().matches(ServiceStatus::ignoresTag);
    }

    @Test
    void unknownFiguresAreNoReasonForMore() {
        assertThat(alert(100, new AffectedService("web", "blue", 3, 3, null)).severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void servicesAreSortedByTheShareTheyKeep() {
        Alert alert = alert(
                50,
                service("most-tasks", 100, 100, 20, Map.of()),
                service("half", 10, 10, 5, Map.of()),
                new AffectedService("unknown", "blue", 9, 9, null),
                service("few-left", 10, 10, 9, Map.of()),
                service("tagged", 10, 10, 1, Map.of(CriticalBelow.TAG, "95")),
                service("none-left", 2, 2, 2, Map.of()));

        assertThat(alert.impact().services())
                .extracting(AffectedService::name)
                .containsExactly("none-left", "few-left", "tagged", "half", "most-tasks", "unknown");
    }
}
