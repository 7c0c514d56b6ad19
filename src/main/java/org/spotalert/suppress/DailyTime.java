package org.spotalert.suppress;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.spotalert.decide.Schedules;

/** A time of day. */
public record DailyTime(LocalTime time, ZoneId zone) {

    /**
     * Reads {@code 08:00} or {@code 08:00 Europe/Berlin}; without a time zone it is UTC.
     *
     * @throws IllegalArgumentException when the text is neither
     */
    public static DailyTime parse(String text) {
        String[] parts = text.trim().split("\\s+", 2);
        try {
            return new DailyTime(LocalTime.parse(parts[0]), Schedules.zone(parts.length == 1 ? "UTC" : parts[1]));
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a time of day such as 08:00 or 08:00 Europe/Berlin", wrong);
        }
    }

    /** The last such time that is not after this moment. */
    Instant notAfter(Instant moment) {
        Instant today = on(moment.atZone(zone).toLocalDate());
        return today.isAfter(moment) ? on(moment.atZone(zone).toLocalDate().minusDays(1)) : today;
    }

    private Instant on(LocalDate day) {
        return day.atTime(time).atZone(zone).toInstant();
    }
}
