package org.spotalert.pipeline.intake;

import java.time.Duration;
import java.util.function.Supplier;
import org.spotalert.platform.settings.SettingsReader;
import org.spotalert.platform.settings.TimeSetting;

/**
 * How messages are gathered into batches.
 *
 * @param period the shortest time between two batches
 * @param late how long late notices are gathered
 * @param maxInFlight how many notices may wait or be under way
 */
public record BatchSettings(Duration period, Duration late, int maxInFlight) {

    public static Supplier<BatchSettings> read(SettingsReader reader) {
        Supplier<Duration> period = TimeSetting.WINDOW.read(reader);
        Supplier<Duration> late = TimeSetting.WINDOW_LATE.read(reader);
        Supplier<Integer> maxInFlight =
                reader.required("spot.window.max-in-flight", "a number of messages", SettingsReader.number(1, 100_000));
        return () -> new BatchSettings(period.get(), late.get(), maxInFlight.get());
    }
}
