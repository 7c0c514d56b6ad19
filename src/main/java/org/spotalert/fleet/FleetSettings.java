package org.spotalert.fleet;

import java.time.Duration;
import java.util.function.Supplier;
import org.spotalert.platform.settings.SettingsReader;

/**
 * The fleet snapshot.
 *
 * @param timeout how long an alert waits for its lookups where the snapshot knows what is lost
 * @param quotaShare the share of AWS's request quotas that it may use, in percent
 * @param maxAge when it is too old to say what is lost
 * @param maxTasks how many tasks it may hold
 */
public record FleetSettings(Duration timeout, int quotaShare, Duration maxAge, int maxTasks) {

    public static Supplier<FleetSettings> read(SettingsReader reader) {
        // The route reads these two.
        reader.flag("spot.fleet");
        reader.duration("spot.fleet.interval", "1s", "10m");
        Supplier<Duration> timeout = reader.duration("spot.fleet.timeout", "100ms", "1m");
        Supplier<Integer> share = LookupSettings.share(reader, "spot.fleet.quota-share");
        Supplier<Duration> maxAge = reader.duration("spot.fleet.max-age", "1m", "1h");
        Supplier<Integer> maxTasks =
                reader.required("spot.fleet.max-tasks", "a number", SettingsReader.number(1000, 10_000_000));
        return () -> new FleetSettings(timeout.get(), share.get(), maxAge.get(), maxTasks.get());
    }
}
