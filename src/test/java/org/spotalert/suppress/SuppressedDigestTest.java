package org.spotalert.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.decide.Alert;
import org.spotalert.decide.AlertKind;
import org.spotalert.decide.Decision;
import org.spotalert.decide.Decision.Rule;
import org.spotalert.decide.Decision.Verdict;
import org.spotalert.enrich.Completeness;
import org.spotalert.enrich.Impact;
import org.spotalert.event.InstanceAction;
import org.spotalert.event.Interruption;
import org.spotalert.event.InterruptionKind;

class SuppressedDigestTest {

    private final MovingClock clock = new MovingClock("2026-11-20T07:59:00Z");
    private final LogLines log = new LogLines(SuppressedDigest.class);

    @AfterEach
    void close() {
        log.close();
    }

    private static Alert alert(String id, Verdict verdict, Rule rule) {
        Interruption interruption = new Interruption(
                "e",
                InterruptionKind.INTERRUPTION_WARNING,
                "111122223333",
                "eu-west-1",
                null,
                id,
                InstanceAction.TERMINATE,
                Instant.parse("2026-11-20T07:58:00Z"));
        Impact impact = new Impact(interruption, null, null, null, List.of(), List.of(), 0, Completeness.COMPLETE);
        return new Alert(impact, new Decision(verdict, rule, "because"), AlertKind.WARNING);
    }

    @Test
    void dayIsSummedUpAtItsTimeAndForgotten() {
        SuppressedDigest digest = new SuppressedDigest(DailyTime.parse("09:00 Europe/Berlin"), clock);
        digest.add(List.of(
                alert("i-1", Verdict.SUPPRESS, Rule.SILENCE),
                alert("i-2", Verdict.SEND, Rule.TASKS_LOST),
                alert("i-3", Verdict.SUPPRESS, Rule.NOT_CRITICAL)));
        // It comes back, and is suppressed again.
        digest.add(List.of(alert("i-1", Verdict.SUPPRESS, Rule.SILENCE)));
        digest.look();
        assertThat(log.texts()).isEmpty();

        clock.advance(Duration.ofMinutes(1));
        digest.look();
        digest.look();

        assertThat(log.texts())
                .containsExactly("suppressed alerts of the day since=2026-11-20T07:59:00Z count=2"
                        + " rules=SILENCE 1, NOT_CRITICAL 1 alerts=["
                        + "2026-11-20T07:58:00Z i-1 in eu-west-1, SILENCE: because,"
                        + " 2026-11-20T07:58:00Z i-3 in eu-west-1, NOT_CRITICAL: because]");

        clock.advance(Duration.ofDays(1));
        digest.look();
        assertThat(log.texts()).last().asString().contains("count=0");
    }

    @Test
    void longListIsCutShort() {
        SuppressedDigest digest = new SuppressedDigest(DailyTime.parse("08:00"), clock);
        digest.add(IntStream.range(0, 250)
                .mapToObj(number -> alert("i-" + number, Verdict.SUPPRESS, Rule.NOT_IN_ECS))
                .toList());

        clock.advance(Duration.ofMinutes(1));
        digest.look();

        assertThat(log.texts().get(0)).contains("count=250 rules=NOT_IN_ECS 250", "and 50 more]");
    }

    @Test
    void withoutATimeNothingIsSaid() {
        SuppressedDigest digest = new SuppressedDigest(null, clock);
        digest.add(List.of(alert("i-1", Verdict.SUPPRESS, Rule.SILENCE)));

        clock.advance(Duration.ofDays(2));
        digest.look();

        assertThat(log.texts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "08:00, 2026-11-20T07:59:59Z, 2026-11-20T08:00:00Z",
        "08:00, 2026-11-20T08:00:00Z, 2026-11-21T08:00:00Z",
        "08:00 Europe/Berlin, 2026-11-20T06:00:00Z, 2026-11-20T07:00:00Z",
        "02:30 Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z",
        "02:30 Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    })
    void nextTimeIsAfterNow(String time, String now, String next) {
        assertThat(DailyTime.parse(time).after(Instant.parse(now))).isEqualTo(Instant.parse(next));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "25:00", "08:00 Mars", "morning"})
    void whatIsNoTimeOfDayIsRefused(String text) {
        assertThatThrownBy(() -> DailyTime.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
