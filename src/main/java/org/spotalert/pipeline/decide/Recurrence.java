package org.spotalert.pipeline.decide;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.spotalert.model.MaintenanceWindow.Schedule;

/** A window that opens again and again, by a recurrence rule of RFC 5545. */
final class Recurrence implements Schedule {

    /** Longer windows are no maintenance; and however many openings overlap, few have to be looked at. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final Set<Freq> OFTEN = EnumSet.of(Freq.SECONDLY, Freq.MINUTELY, Freq.HOURLY);
    /** With a much larger one the library counts for ever. */
    private static final int LONGEST_INTERVAL = 1_000;

    private final RecurrenceRule rule;
    private final LocalDateTime first;
    private final Duration length;
    private final ZoneId zone;

    /**
     * @param rule an RRULE, such as {@code FREQ=MONTHLY;BYDAY=1SU}
     * @param first when it opens first, by the clock on the wall
     * @param length how long it stays open, by the clock on the wall
     * @throws IllegalArgumentException when the rule is none, or the length is none that a window may have
     */
    Recurrence(String rule, LocalDateTime first, Duration length, ZoneId zone) {
        this.first = first;
        this.length = length;
        this.zone = zone;
        this.rule = parse(rule, zone);
        if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a window lasts for more than nothing and at most 7 days");
        }
        if (never()) {
            throw new IllegalArgumentException("a window of this rule never opens: " + rule);
        }
    }

    /** The library gives up on a rule that fits no date, and says so by an exception. */
    private boolean never() {
        try {
            return !rule.iterator(floating(first)).hasNext();
        } catch (IllegalStateException empty) {
            return true;
        }
    }

    private static RecurrenceRule parse(String text, ZoneId zone) {
        try {
            RecurrenceRule rule = new RecurrenceRule(text, RfcMode.RFC5545_STRICT);
            if (OFTEN.contains(rule.getFreq()) || opensOften(rule)) {
                throw new IllegalArgumentException("a window opens once a day at most: " + text);
            }
            if (rule.getInterval() > LONGEST_INTERVAL) {
                throw new IllegalArgumentException(
                        "INTERVAL is at most " + LONGEST_INTERVAL + " in a rule of windows: " + text);
            }
            DateTime until = rule.getUntil();
            if (until != null && !until.isFloating()) {
                rule.setUntil(floating(LocalDateTime.ofInstant(Instant.ofEpochMilli(until.getTimestamp()), zone)));
            }
            return rule;
        } catch (InvalidRecurrenceRuleException wrong) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a recurrence rule of RFC 5545, such as FREQ=MONTHLY;BYDAY=1SU", wrong);
        }
    }

    /** The library expands lists of times to a set of up to 31 million. */
    private static boolean opensOften(RecurrenceRule rule) {
        return Stream.of(Part.BYHOUR, Part.BYMINUTE, Part.BYSECOND)
                .anyMatch(part -> rule.hasPart(part) && rule.getByPart(part).size() > 1);
    }

    @Override
    public Optional<Occurrence> at(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        // A day more on both sides: no change of a clock is longer.
        long from = millis(local.minus(length).minusDays(1));
        long to = millis(local.plusDays(1));
        RecurrenceRuleIterator starts = rule.iterator(floating(first));
        starts.fastForward(from);
        while (starts.hasNext()) {
            long start = starts.nextMillis();
            if (start > to) {
                return Optional.empty();
            }
            Occurrence occurrence = occurrence(start);
            if (occurrence.contains(moment)) {
                return Optional.of(occurrence);
            }
        }
        return Optional.empty();
    }

    private Occurrence occurrence(long start) {
        LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(start), ZoneOffset.UTC);
        return new Occurrence(
                local.atZone(zone).toInstant(), local.plus(length).atZone(zone).toInstant());
    }

    /** The library counts without a time zone, so that no clock changes; ours comes in at the end. Its months begin at 0. */
    private static DateTime floating(LocalDateTime local) {
        return new DateTime(
                local.getYear(),
                local.getMonthValue() - 1,
                local.getDayOfMonth(),
                local.getHour(),
                local.getMinute(),
                local.getSecond());
    }

    private static long millis(LocalDateTime local) {
        return local.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    @Override
    public String toString() {
        return rule + " at " + first.toLocalTime() + " for " + length.toMinutes() + "m " + zone;
    }
}
