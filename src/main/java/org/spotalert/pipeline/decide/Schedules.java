package org.spotalert.pipeline.decide;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.MaintenanceWindow.Schedule;

/** Reads when maintenance windows are open. */
public final class Schedules {

    private static final String DAY = "Mon|Tue|Wed|Thu|Fri|Sat|Sun";
    private static final Pattern WEEKLY = Pattern.compile(
            "((?:(?:" + DAY + ")(?:-(?:" + DAY + "))?,?)+|daily)\\s+([0-9:]{5})\\s*-\\s*([0-9:]{5})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ONCE = Pattern.compile("([0-9T:-]{16,19})\\s*/\\s*([0-9T:-]{16,19})");
    private static final Pattern WITH_ZONE = Pattern.compile("(.*?)(?:\\s+([A-Za-z][A-Za-z0-9_+/-]*[A-Za-z0-9]))?");
    private static final Pattern LENGTH =
            Pattern.compile("(?=.)(?:(?<days>[0-9]{1,3})d)?(?:(?<hours>[0-9]{1,3})h)?(?:(?<minutes>[0-9]{1,4})m)?");
    /** A longer text is no schedule. */
    private static final int LONGEST = 500;

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;
    private static final String MIDNIGHT_AFTER = "24:00";
    /** Any time ago; the day of the week does not matter. */
    private static final LocalDate BEGINNING = LocalDate.of(2020, 1, 1);

    private Schedules() {}

    /**
     * Reads {@code Mon-Fri 22:00-06:00}, {@code Sat,Sun 00:00-24:00} or {@code daily 02:00-03:00}; or, for once,
     * {@code 2026-12-01T22:00/2026-12-02T02:00}. The name of a time zone may follow, else it is UTC.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    public static Schedule parse(String text) {
        Matcher matcher = WITH_ZONE.matcher(text.trim());
        if (text.length() > LONGEST || !matcher.matches()) {
            throw wrong(text);
        }
        ZoneId zone = zone(matcher.group(2) == null ? "UTC" : matcher.group(2));
        Matcher once = ONCE.matcher(matcher.group(1));
        return once.matches() ? once(once.group(1), once.group(2), zone) : weekly(matcher.group(1), zone);
    }

    /** Reads days of the week and times, such as {@code Mon-Fri 22:00-06:00}; over midnight when the end is not later. */
    public static Schedule weekly(String text, ZoneId zone) {
        Matcher matcher = WEEKLY.matcher(text.trim());
        if (text.length() > LONGEST || !matcher.matches()) {
            throw wrong(text);
        }
        LocalTime start = time(matcher.group(2));
        Duration length = MIDNIGHT_AFTER.equals(matcher.group(3))
                ? Duration.between(start, LocalTime.MAX).plusNanos(1)
                : Duration.between(start, time(matcher.group(3)));
        String days = days(matcher.group(1)).stream()
                .map(day -> day.name().substring(0, 2))
                .collect(Collectors.joining(","));
        return new Recurrence(
                "FREQ=WEEKLY;BYDAY=" + days,
                BEGINNING.atTime(start),
                length.isNegative() || length.isZero() ? length.plusDays(1) : length,
                zone);
    }

    /** Reads a window that opens once, from one local date and time until another. */
    public static Schedule once(String from, String until, ZoneId zone) {
        return new OneOff(dateTime(from), dateTime(until), zone);
    }

    /** Reads a recurrence rule of RFC 5545. */
    public static Schedule recurring(String rule, String first, Duration length, ZoneId zone) {
        if (rule.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a recurrence rule has at most " + LONGEST + " characters: " + shortened(rule));
        }
        return new Recurrence(rule, dateTime(first), length, zone);
    }

    /**
     * The time zone with this name of the IANA database, such as {@code Europe/Berlin}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "\"" + shortened(name) + "\" is not a time zone; give one such as UTC or Europe/Berlin", unknown);
        }
    }

    /**
     * Reads a length of time in days, hours and minutes, such as {@code 90m}, {@code 4h} or {@code 1d12h}.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static Duration length(String text) {
        Matcher matcher = LENGTH.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + shortened(text) + "\" is not a length of time; give one such as 30m, 2h or 1d12h");
        }
        return Duration.ofDays(number(matcher.group("days")))
                .plusHours(number(matcher.group("hours")))
                .plusMinutes(number(matcher.group("minutes")));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static List<DayOfWeek> days(String text) {
        if (text.equalsIgnoreCase("daily")) {
            return List.of(DayOfWeek.values());
        }
        List<DayOfWeek> days = new ArrayList<>();
        for (String range : text.split(",")) {
            String[] ends = range.split("-");
            DayOfWeek last = day(ends[ends.length - 1]);
            for (DayOfWeek day = day(ends[0]); day != last; day = day.plus(1)) {
                days.add(day);
            }
            days.add(last);
        }
        return days.stream().distinct().toList();
    }

    private static DayOfWeek day(String text) {
        return List.of(DayOfWeek.values())
                .get(List.of(DAY.toLowerCase(Locale.ROOT).split("\\|")).indexOf(text.toLowerCase(Locale.ROOT)));
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("\"" + text + "\" is not a time of day such as 22:00", wrong);
        }
    }

    private static LocalDateTime dateTime(String text) {
        try {
            LocalDateTime dateTime = LocalDateTime.parse(text);
            checkYear(dateTime.getYear());
            return dateTime;
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(
                    "\"" + shortened(text) + "\" is not a local date and time such as 2026-12-01T22:00", wrong);
        }
    }

    /**
     * Refuses a year in which dates can hardly be reckoned with.
     *
     * @throws DateTimeException when the year is before 1970 or after 9999
     */
    public static void checkYear(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new DateTimeException("the year is not from " + FIRST_YEAR + " to " + LAST_YEAR);
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("\"" + shortened(text) + "\" is not a window; give one such as"
                + " Mon-Fri 22:00-06:00 Europe/Berlin, daily 02:00-03:00, or 2026-12-01T22:00/2026-12-02T02:00");
    }

    /** A window that opens once. */
    private record OneOff(LocalDateTime from, LocalDateTime until, ZoneId zone) implements Schedule {

        OneOff {
            if (!from.isBefore(until)) {
                throw new IllegalArgumentException(from + " is not before " + until);
            }
        }

        @Override
        public Optional<Occurrence> at(Instant moment) {
            return Optional.of(new Occurrence(
                            from.atZone(zone).toInstant(), until.atZone(zone).toInstant()))
                    .filter(occurrence -> occurrence.contains(moment));
        }

        @Override
        public String toString() {
            return from + "/" + until + " " + zone;
        }
    }
}
