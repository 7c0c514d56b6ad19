package org.spotalert.config;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Whether and how long it is followed up how an interruption ended.
 *
 * @param on whether at all
 * @param interval the time between two looks
 * @param patience how long after the warning the services may take to be whole
 * @param details how long after a partial warning it is looked for what is missing
 */
public record FollowUpSettings(boolean on, Duration interval, Duration patience, Duration details) {

    static Supplier<FollowUpSettings> read(SettingsReader reader) {
        boolean on = reader.flag("spot.follow-up");
        Supplier<Duration> interval = TimeSetting.FOLLOW_UP_INTERVAL.read(reader);
        Supplier<Duration> patience = TimeSetting.FOLLOW_UP_PATIENCE.read(reader);
        Supplier<Duration> details = TimeSetting.FOLLOW_UP_DETAILS.read(reader);
        return () -> new FollowUpSettings(on, interval.get(), patience.get(), details.get());
    }
}
