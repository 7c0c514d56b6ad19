package org.spotalert.pipeline.watch;

import java.time.Duration;
import java.util.function.Supplier;
import org.spotalert.platform.settings.SettingsReader;

/** How Spot requests are watched. The route reads both settings by itself. */
public record WatchSettings(boolean on, Duration interval) {

    public static Supplier<WatchSettings> read(SettingsReader reader) {
        boolean on = reader.flag("spot.request-watch");
        // Two minutes are left when a status changes: the watch may use half of them.
        Supplier<Duration> interval = reader.duration("spot.request-watch.interval", "1s", "1m");
        return () -> new WatchSettings(on, interval.get());
    }
}
