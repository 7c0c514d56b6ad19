package org.spotalert.pipeline.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.spotalert.platform.settings.SettingsReader;

/**
 * How the program checks whether services recover.
 *
 * @param on whether it checks at all
 * @param interval the time between two checks
 * @param timeout how long after the warning the services may take to recover
 * @param details how long after a PARTIAL warning the program looks up what is missing
 */
public record RecoverySettings(boolean on, Duration interval, Duration timeout, Duration details) {

    /** What a warning lacked may be known a few seconds later. */
    private static final Duration DETAIL_INTERVAL = Duration.ofSeconds(5);
    /** Checks are due at multiples of this, where the interval allows it: checks at the same time share their calls. */
    private static final Duration BEAT = Duration.ofSeconds(5);

    public static Supplier<RecoverySettings> read(SettingsReader reader) {
        boolean on = reader.flag("spot.recovery");
        // SQS delays a message for 15 minutes at most.
        Supplier<Duration> interval = reader.duration("spot.recovery.interval", "1s", "15m");
        Supplier<Duration> timeout = reader.duration("spot.recovery.timeout", "1s", "12h");
        Supplier<Duration> details = reader.duration("spot.recovery.details", "1s", "1h");
        return () -> new RecoverySettings(on, interval.get(), timeout.get(), details.get());
    }

    /** When the next check is due, in whole seconds from now. */
    Instant nextCheck(boolean incomplete, Instant deadline, Instant now) {
        Duration longest = incomplete ? shorter(interval, DETAIL_INTERVAL) : interval;
        long beat = shorter(longest, BEAT).toMillis();
        Duration wait = longest.minusMillis((now.toEpochMilli() + longest.toMillis()) % beat);
        long millis = shorter(wait, Duration.between(now, deadline)).toMillis();
        return now.plusSeconds(Math.max(1, (millis + 999) / 1000));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
