package org.spotalert.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.decide.Alert;
import org.spotalert.decide.Decision.Rule;
import org.spotalert.suppress.Announcement.Entry;
import org.spotalert.suppress.Announcement.Fact;

class SuppressedDigestTest {

    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final String NOTICED = "2026-11-20T07:58:00Z";

    private final MovingClock clock = new MovingClock("2026-11-20T07:59:00Z");
    private final Store store = Store.h2(clock);

    @AfterEach
    void close() {
        store.close();
    }

    private SuppressedDigest digest(@Nullable String daily) {
        return new SuppressedDigest(daily == null ? null : DailyTime.parse(daily), store.record, SETTLING, clock);
    }

    private void record(Alert... alerts) {
        store.record.add(List.of(alerts));
        store.record.write();
    }

    private void settled() {
        clock.advance(Duration.ofMinutes(1).plus(SETTLING));
    }

    @Test
    void dayIsSummedUpOnceItIsOver() {
        SuppressedDigest digest = digest("09:00 Europe/Berlin");
        record(
                Suppressed.alert("i-1", NOTICED, Rule.SILENCE, "because", "orders", "search"),
                Suppressed.alert("i-2", NOTICED, Rule.TASKS_LOST, "because"),
                Suppressed.alert("i-3", NOTICED, Rule.NOT_CRITICAL, "because"));
        // It comes back, and is suppressed again.
        record(Suppressed.alert("i-1", NOTICED, Rule.NOT_CRITICAL, "because"));
        assertThat(digest.due()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(digest.due()).isEmpty();

        clock.advance(SETTLING);
        Announcement day = digest.due().get(0);

        assertThat(day.title()).isEqualTo("2 alerts were not sent");
        assertThat(day.key()).isEqualTo("spot/suppressed/2026-11-20T08:00:00Z/suppressed_alerts");
        assertThat(day.from()).isEqualTo("2026-11-19T08:00:00Z");
        assertThat(day.until()).isEqualTo("2026-11-20T08:00:00Z");
        assertThat(day.facts()).containsExactly(new Fact("count", "2"), new Fact("rules", "SILENCE 1, NOT_CRITICAL 1"));
        assertThat(day.entries())
                .containsExactly(
                        new Entry(
                                Instant.parse(NOTICED),
                                "i-1 in eu-west-1, cluster blue (orders, search), SILENCE: because"),
                        new Entry(Instant.parse(NOTICED), "i-3 in eu-west-1, cluster blue, NOT_CRITICAL: because"));
        assertThat(digest.due()).isEmpty();
    }

    @Test
    void whatIsDecidedAfterTheEndOfTheDayBelongsToTheNext() {
        SuppressedDigest digest = digest("08:00");
        clock.advance(Duration.ofMinutes(1));
        record(Suppressed.alert("i-1", NOTICED, Rule.SILENCE, "because"));
        clock.advance(SETTLING);
        assertThat(digest.due()).singleElement().satisfies(day -> {
            assertThat(day.logOnly()).isTrue();
            assertThat(day.title()).isEqualTo("Every alert was sent");
        });

        clock.advance(Duration.ofDays(1));

        assertThat(digest.due()).singleElement().satisfies(day -> {
            assertThat(day.logOnly()).isFalse();
            assertThat(day.entries()).hasSize(1);
        });
    }

    @Test
    void dayThatEndedWhileNothingRanIsMadeUpForIfThereIsAnythingToTell() {
        clock.advance(Duration.ofHours(10));
        assertThat(digest("08:00").due()).isEmpty();

        clock.advance(Duration.ofHours(-11));
        record(Suppressed.alert("i-1", NOTICED, Rule.SILENCE, "because"));
        clock.advance(Duration.ofHours(11));

        assertThat(digest("08:00").due()).hasSize(1);
    }

    @Test
    void longListIsCutShort() {
        SuppressedDigest digest = digest("08:00");
        record(IntStream.range(0, 1250)
                .mapToObj(number -> Suppressed.alert("i-" + number, NOTICED, Rule.NOT_IN_ECS, "because"))
                .toArray(Alert[]::new));
        settled();

        Announcement day = digest.due().get(0);

        assertThat(day.facts()).contains(new Fact("rules", "NOT_IN_ECS 1250"));
        assertThat(day.entries()).hasSize(200);
        assertThat(day.unlisted()).isEqualTo(1050);
    }

    @Test
    void withoutATimeThereIsNone() {
        SuppressedDigest digest = digest(null);
        record(Suppressed.alert("i-1", NOTICED, Rule.SILENCE, "because"));

        clock.advance(Duration.ofDays(2));

        assertThat(digest.due()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "08:00, 2026-11-20T07:59:59Z, 2026-11-19T08:00:00Z",
        "08:00, 2026-11-20T08:00:00Z, 2026-11-20T08:00:00Z",
        "08:00 Europe/Berlin, 2026-11-20T06:00:00Z, 2026-11-19T07:00:00Z",
        "00:30 Europe/Berlin, 2026-11-20T23:10:00Z, 2026-11-19T23:30:00Z",
        "02:30 Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-29T01:30:00Z",
        "02:30 Europe/Berlin, 2026-10-26T01:00:00Z, 2026-10-25T00:30:00Z",
    })
    void lastTimeIsNotAfterNow(String time, String now, String last) {
        assertThat(DailyTime.parse(time).notAfter(Instant.parse(now))).isEqualTo(Instant.parse(last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "25:00", "08:00 Mars", "morning"})
    void whatIsNoTimeOfDayIsRefused(String text) {
        assertThatThrownBy(() -> DailyTime.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
