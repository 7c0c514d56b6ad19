package org.spotalert.platform.aws;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Compares this machine's clock with AWS's, by the Date of answers that have come quickly. The age of a message does not tell:
 * one that has waited looks the same as one that a wrong clock sees.
 */
public final class ClockWatch implements ExecutionInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final ExecutionAttribute<Instant> ASKED_AT = new ExecutionAttribute<>("SpotAlertsAskedAt");

    private static final String REMEDY = "set it (chrony, NTP); until then alerts go by AWS's";

    /** An answer that was longer on its way, as of a long poll, does not tell what time it is. */
    private static final Duration QUICK = Duration.ofSeconds(2);
    /** Less is no matter: a notice leaves two minutes. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);
    /** How far two measurements may be apart: a Date has no fractions, and an answer may be on its way for {@link #QUICK}. */
    private static final Duration PRECISION = Duration.ofSeconds(3);

    private final InstantSource machine;
    private final AtomicLong millisAhead = new AtomicLong();

    /**
     * @param machine this machine's clock
     */
    public ClockWatch(InstantSource machine) {
        this.machine = machine;
    }

    /** How far this machine's clock is ahead of AWS's, less than nothing when it is behind; zero when they agree. */
    public Duration ahead() {
        return Duration.ofMillis(millisAhead.get());
    }

    /** What is wrong with this machine's clock, for a reader; nothing when it agrees with AWS's. */
    public Optional<String> warning() {
        Duration now = ahead();
        return now.isZero() ? Optional.empty() : Optional.of(difference(now) + "; " + REMEDY);
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission call, ExecutionAttributes attributes) {
        attributes.putAttribute(ASKED_AT, machine.instant());
    }

    @Override
    public void afterTransmission(Context.AfterTransmission call, ExecutionAttributes attributes) {
        Instant asked = attributes.getAttribute(ASKED_AT);
        Duration way = Duration.between(asked, machine.instant());
        if (!way.isNegative() && way.compareTo(QUICK) <= 0) {
            Instant between = asked.plus(way.dividedBy(2));
            call.httpResponse()
                    .firstMatchingHeader("Date")
                    .flatMap(ClockWatch::time)
                    .ifPresent(there -> compared(Duration.between(there.plusMillis(500), between)));
        }
    }

    private static Optional<Instant> time(String date) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private void compared(Duration measured) {
        Duration before = Duration.ofMillis(millisAhead.getAndUpdate(
                known -> after(measured, Duration.ofMillis(known)).toMillis()));
        Duration now = after(measured, before);
        if (before.isZero() && !now.isZero()) {
            LOG.atWarn().addKeyValue("remedy", REMEDY).log(difference(now));
        } else if (now.isZero() && !before.isZero()) {
            LOG.info("this machine's clock agrees with AWS's again");
        }
    }

    /** What is known after a measurement. It does not go to and fro with each. */
    private static Duration after(Duration measured, Duration known) {
        if (known.isZero()) {
            return measured.abs().compareTo(TOLERANCE) > 0 ? measured : known;
        }
        if (measured.abs().compareTo(TOLERANCE.minus(PRECISION)) <= 0) {
            return Duration.ZERO;
        }
        return measured.minus(known).abs().compareTo(PRECISION) > 0 ? measured : known;
    }

    private static String difference(Duration ahead) {
        return "this machine's clock is " + ahead.abs().toSeconds() + " s "
                + (ahead.isNegative() ? "behind" : "ahead of") + " AWS's";
    }
}
