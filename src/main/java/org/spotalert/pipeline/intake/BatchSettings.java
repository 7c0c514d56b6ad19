package org.spotalert.pipeline.intake;

import java.time.Duration;
import java.util.function.Supplier;
import org.spotalert.platform.settings.SettingsReader;

/**
 * How messages are gathered into batches.
 *
 * @param period the shortest time between two batches
 * @param late how long late notices are gathered
 * @param maxInFlight how many notices may wait or be under way
 */
public record BatchSettings(Duration period, Duration late, int maxInFlight) {

    public static Supplier<BatchSettings> read(SettingsReader reader) {
        // A notice comes two minutes before the end: waiting may take half of that, and no more.
        Supplier<Duration> period = reader.duration("spot.batch.interval", "0s", "1m");
        // What is late has lost its hurry; its messages are kept from others as long as it waits.
        Supplier<Duration> late = reader.duration("spot.batch.late", "0s", "10m");
        Supplier<Integer> maxInFlight =
                reader.required("spot.batch.max-in-flight", "a number of messages", SettingsReader.number(1, 100_000));
        return () -> new BatchSettings(period.get(), late.get(), maxInFlight.get());
    }
}
