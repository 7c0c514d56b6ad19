package org.spotalert.pipeline.watch;

import java.time.Duration;
import java.util.function.Supplier;
import org.spotalert.platform.settings.SettingsReader;

/** How Spot requests are watched, and how often a canary is sent. The routes read these settings by themselves. */
public record WatchSettings(Duration canaryInterval) {

    public static Supplier<WatchSettings> read(SettingsReader reader) {
        reader.flag("spot.request-watch");
        // Two minutes are left when a status changes: the watch may use half of them.
        reader.duration("spot.request-watch.interval", "1s", "1m");
        reader.flag("spot.canary");
        Supplier<Duration> canaryInterval = reader.duration("spot.canary.interval", "1s", "1h");
        return () -> new WatchSettings(canaryInterval.get());
    }
}
