package org.spotalert.pipeline.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.model.MaintenanceWindow.Schedule;

/** 2026-11-20 is a Friday. Clocks in Berlin change on 2026-03-29 (02:00 to 03:00) and on 2026-10-25 (03:00 to 02:00). */
class SchedulesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static String open(Schedule schedule, String moment) {
        return schedule.at(Instant.parse(moment))
                .map(open -> open.start() + " - " + open.end())
                .orElse("closed");
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        // the edges of a window
        "Fri 08:00-09:00, 2026-11-20T07:59:59.999Z, closed",
        "Fri 08:00-09:00, 2026-11-20T08:00:00Z, 2026-11-20T08:00:00Z - 2026-11-20T09:00:00Z",
        "Fri 08:00-09:00, 2026-11-20T08:59:59.999Z, 2026-11-20T08:00:00Z - 2026-11-20T09:00:00Z",
        "Fri 08:00-09:00, 2026-11-20T09:00:00Z, closed",
        "Fri 08:00-09:00, 2026-11-19T08:30:00Z, closed",
        // over midnight: the day is that of the start
        "Fri 22:00-06:00, 2026-11-20T21:59:59Z, closed",
        "Fri 22:00-06:00, 2026-11-20T22:00:00Z, 2026-11-20T22:00:00Z - 2026-11-21T06:00:00Z",
        "Fri 22:00-06:00, 2026-11-21T05:59:59Z, 2026-11-20T22:00:00Z - 2026-11-21T06:00:00Z",
        "Fri 22:00-06:00, 2026-11-21T06:00:00Z, closed",
        "Fri 22:00-06:00, 2026-11-20T05:00:00Z, closed",
        // over the end of the week
        "Sun 23:00-01:00, 2026-11-23T00:30:00Z, 2026-11-22T23:00:00Z - 2026-11-23T01:00:00Z",
        "Sat-Mon 10:00-11:00, 2026-11-22T10:30:00Z, 2026-11-22T10:00:00Z - 2026-11-22T11:00:00Z",
        "Sat-Mon 10:00-11:00, 2026-11-24T10:30:00Z, closed",
        // whole days, in one piece each
        "'Sat,Sun 00:00-24:00', 2026-11-21T23:59:59Z, 2026-11-21T00:00:00Z - 2026-11-22T00:00:00Z",
        "'Sat,Sun 00:00-24:00', 2026-11-22T00:00:00Z, 2026-11-22T00:00:00Z - 2026-11-23T00:00:00Z",
        "'Sat,Sun 00:00-24:00', 2026-11-23T00:00:00Z, closed",
        "daily 02:00-02:00, 2026-11-20T01:59:59Z, 2026-11-19T02:00:00Z - 2026-11-20T02:00:00Z",
        // a time zone
        "fri 08:00-09:00 Europe/Berlin, 2026-11-20T07:00:00Z, 2026-11-20T07:00:00Z - 2026-11-20T08:00:00Z",
        "Fri 08:00-09:00 Asia/Kolkata, 2026-11-20T02:30:00Z, 2026-11-20T02:30:00Z - 2026-11-20T03:30:00Z",
        // clocks go forward at 01:00Z: 02:30 is read as 03:30, and an hour is missing in the night
        "Sun 02:30-05:00 Europe/Berlin, 2026-03-29T01:29:59Z, closed",
        "Sun 02:30-05:00 Europe/Berlin, 2026-03-29T01:30:00Z, 2026-03-29T01:30:00Z - 2026-03-29T03:00:00Z",
        "Sat 22:00-06:00 Europe/Berlin, 2026-03-29T03:59:59Z, 2026-03-28T21:00:00Z - 2026-03-29T04:00:00Z",
        "Sat 22:00-06:00 Europe/Berlin, 2026-03-29T04:00:00Z, closed",
        "Sun 02:15-02:45 Europe/Berlin, 2026-03-29T01:20:00Z, 2026-03-29T01:15:00Z - 2026-03-29T01:45:00Z",
        // clocks go back at 01:00Z: 02:30 means the first one, at 00:30Z, and the window does not open again
        "Sun 01:00-02:30 Europe/Berlin, 2026-10-25T00:29:59Z, 2026-10-24T23:00:00Z - 2026-10-25T00:30:00Z",
        "Sun 01:00-02:30 Europe/Berlin, 2026-10-25T00:30:00Z, closed",
        "Sun 01:00-02:30 Europe/Berlin, 2026-10-25T01:15:00Z, closed",
        "Sat 22:00-06:00 Europe/Berlin, 2026-10-25T04:59:59Z, 2026-10-24T20:00:00Z - 2026-10-25T05:00:00Z",
        // once
        "2026-12-01T22:00/2026-12-02T02:00, 2026-12-01T21:59:59Z, closed",
        "2026-12-01T22:00/2026-12-02T02:00 Europe/Berlin, 2026-12-01T21:00:00Z, 2026-12-01T21:00:00Z - 2026-12-02T01:00:00Z",
        "2026-12-01T22:00/2026-12-02T02:00 Europe/Berlin, 2026-12-02T01:00:00Z, closed",
        "2026-12-01T22:00/2026-12-02T02:00 Europe/Berlin, 2027-12-01T22:00:00Z, closed",
    })
    void windowIsOpenWhenTheClockOnTheWallSaysSo(String schedule, String moment, String expected) {
        assertThat(open(Schedules.parse(schedule), moment)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} from {1} at {2}: {3}")
    @CsvSource({
        "FREQ=MONTHLY;BYDAY=1SU, 2026-01-04T02:00, 2026-12-06T01:00:00Z, 2026-12-06T01:00:00Z - 2026-12-06T05:00:00Z",
        "FREQ=MONTHLY;BYDAY=1SU, 2026-01-04T02:00, 2026-12-13T01:00:00Z, closed",
        "FREQ=MONTHLY;BYDAY=1SU, 2026-01-04T02:00, 2025-12-07T01:00:00Z, closed",
        "FREQ=MONTHLY;BYMONTHDAY=-1, 2026-01-31T22:00, 2026-12-01T00:30:00Z, 2026-11-30T21:00:00Z - 2026-12-01T01:00:00Z",
        "FREQ=WEEKLY;INTERVAL=2, 2026-11-06T08:00, 2026-11-20T07:30:00Z, 2026-11-20T07:00:00Z - 2026-11-20T11:00:00Z",
        "FREQ=WEEKLY;INTERVAL=2, 2026-11-06T08:00, 2026-11-13T07:30:00Z, closed",
        "FREQ=DAILY;COUNT=2, 2026-11-06T08:00, 2026-11-07T07:30:00Z, 2026-11-07T07:00:00Z - 2026-11-07T11:00:00Z",
        "FREQ=DAILY;COUNT=2, 2026-11-06T08:00, 2026-11-08T07:30:00Z, closed",
        "FREQ=DAILY;UNTIL=20261107T235959, 2026-11-06T08:00, 2026-11-07T07:30:00Z, 2026-11-07T07:00:00Z - 2026-11-07T11:00:00Z",
        "FREQ=DAILY;UNTIL=20261107T235959, 2026-11-06T08:00, 2026-11-08T07:30:00Z, closed",
        "FREQ=DAILY;UNTIL=20261107T070000Z, 2026-11-06T08:00, 2026-11-07T07:30:00Z, 2026-11-07T07:00:00Z - 2026-11-07T11:00:00Z",
        "FREQ=DAILY;UNTIL=20261107T065959Z, 2026-11-06T08:00, 2026-11-07T07:30:00Z, closed",
    })
    void recurrenceRulesAreThoseOfCalendars(String rule, String first, String moment, String expected) {
        Schedule schedule = Schedules.recurring(rule, first, Duration.ofHours(4), BERLIN);

        assertThat(open(schedule, moment)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "night",
                "Fri",
                "Fri 8-9",
                "Fri 25:00-26:00",
                "Fri 08:00-09:00 Mars",
                "Freitag 08:00-09:00",
                "Mon,,Fri 08:00-09:00",
                "2026-12-02T22:00/2026-12-01T22:00",
                "2026-13-01T22:00/2026-12-01T22:00"
            })
    void whatIsNoWindowIsRefused(String text) {
        assertThatThrownBy(() -> Schedules.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ruleThatIsNoneOrOpensTooOftenIsRefused() {
        assertThatThrownBy(() -> Schedules.recurring("every night", "2026-01-04T02:00", Duration.ofHours(1), BERLIN))
                .hasMessageStartingWith("\"every night\" is not a recurrence rule");
        assertThatThrownBy(() -> Schedules.recurring("FREQ=HOURLY", "2026-01-04T02:00", Duration.ofHours(1), BERLIN))
                .hasMessageContaining("once a day at most");
        assertThatThrownBy(() -> Schedules.recurring("FREQ=DAILY", "2026-01-04T02:00", Duration.ofDays(8), BERLIN))
                .hasMessageContaining("at most 7 days");
    }
}
