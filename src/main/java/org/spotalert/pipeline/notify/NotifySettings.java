package org.spotalert.pipeline.notify;

import java.time.Duration;
import java.util.function.Supplier;
import org.spotalert.platform.settings.SettingsReader;

/**
 * How alerts are delivered, whatever the channel.
 *
 * @param timeout how long a delivery may take as a whole
 * @param fallbackAfter how long a channel may try before its fallback is notified
 */
public record NotifySettings(Duration timeout, Duration fallbackAfter) {

    public static Supplier<NotifySettings> read(SettingsReader reader) {
        // A far end has 30 seconds for its answer; a notice comes two minutes before the end.
        Supplier<Duration> timeout = reader.duration("spot.channel.timeout", "1s", "10m");
        Supplier<Duration> fallbackAfter =
                reader.required("spot.channel.fallback-after", "a length of time", SettingsReader::duration);
        return () -> new NotifySettings(timeout.get(), fallbackAfter.get());
    }
}
