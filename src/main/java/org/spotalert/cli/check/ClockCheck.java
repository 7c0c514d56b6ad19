package org.spotalert.cli.check;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Compares this machine's clock with AWS's, by the Date of one answer. */
final class ClockCheck {

    private static final String SUBJECT = "clock";
    /** A Date has no fractions, and an answer takes its time; a notice leaves two minutes. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private ClockCheck() {}

    /**
     * Compares them.
     *
     * @param date the header of an answer that has just come
     * @return nothing when the header is unreadable
     */
    static Optional<Finding> of(String date, Instant now) {
        try {
            Instant there = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            return Optional.of(compared(Duration.between(there, now)));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Finding compared(Duration ahead) {
        return ahead.abs().compareTo(TOLERANCE) <= 0
                ? Finding.ok(SUBJECT, "agrees with AWS's")
                : Finding.warning(
                        SUBJECT,
                        "this machine's clock is " + ahead.abs().toSeconds() + " s "
                                + (ahead.isNegative() ? "behind" : "ahead of")
                                + " AWS's: the seconds left in alerts, and"
                                + " what counts as late, are wrong by as much",
                        "set it by chrony or NTP");
    }
}
