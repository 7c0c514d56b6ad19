package org.spotalert.pipeline.recovery;

import java.time.Duration;
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

    public static Supplier<RecoverySettings> read(SettingsReader reader) {
        boolean on = reader.flag("spot.recovery");
        // SQS delays a message for 15 minutes at most.
        Supplier<Duration> interval = reader.duration("spot.recovery.interval", "1s", "15m");
        Supplier<Duration> timeout = reader.duration("spot.recovery.timeout", "1s", "12h");
        Supplier<Duration> details = reader.duration("spot.recovery.details", "1s", "1h");
        return () -> new RecoverySettings(on, interval.get(), timeout.get(), details.get());
    }
}
