package org.spotalert.pipeline.recovery;

import java.time.Duration;
import java.util.function.Supplier;
import org.spotalert.platform.settings.SettingsReader;
import org.spotalert.platform.settings.TimeSetting;

/**
 * Whether and how long it is followed up how an interruption ended.
 *
 * @param on whether at all
 * @param interval the time between two looks
 * @param patience how long after the warning the services may take to be whole
 * @param details how long after a partial warning it is looked for what is missing
 */
public record RecoverySettings(boolean on, Duration interval, Duration patience, Duration details) {

    public static Supplier<RecoverySettings> read(SettingsReader reader) {
        boolean on = reader.flag("spot.follow-up");
        Supplier<Duration> interval = TimeSetting.FOLLOW_UP_INTERVAL.read(reader);
        Supplier<Duration> patience = TimeSetting.FOLLOW_UP_PATIENCE.read(reader);
        Supplier<Duration> details = TimeSetting.FOLLOW_UP_DETAILS.read(reader);
        return () -> new RecoverySettings(on, interval.get(), patience.get(), details.get());
    }
}
