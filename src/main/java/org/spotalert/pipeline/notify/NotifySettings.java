package org.spotalert.pipeline.notify;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.spotalert.platform.settings.SettingsReader;

/**
 * How alerts are delivered, whatever the channel.
 *
 * @param timeout how long a delivery may take as a whole
 * @param fallbackAfter how long a channel may try before its fallback is notified
 * @param metrics whether lines of the log carry CloudWatch's metrics
 */
public record NotifySettings(Duration timeout, Duration fallbackAfter, boolean metrics) {

    private static final Set<String> SILENT_LEVELS = Set.of("warn", "error", "off");

    public static Supplier<NotifySettings> read(SettingsReader reader) {
        // A far end has 30 seconds for its answer; a notice comes two minutes before the end.
        Supplier<Duration> timeout = reader.duration("spot.channel.timeout", "1s", "10m");
        Supplier<Duration> fallbackAfter =
                reader.required("spot.channel.fallback-after", "a length of time", SettingsReader::duration);
        boolean metrics = metrics(reader);
        return () -> new NotifySettings(timeout.get(), fallbackAfter.get(), metrics);
    }

    private static boolean metrics(SettingsReader reader) {
        String property = "spot.metrics.emf";
        boolean wanted = reader.flag(property);
        if (wanted && !reader.text("spot.log.format").equalsIgnoreCase("json")) {
            reader.problem(
                    property, "CloudWatch reads metrics from lines of JSON only; set SPOT_LOG_FORMAT=json as well");
        }
        if (wanted && SILENT_LEVELS.contains(reader.text("spot.log.level").toLowerCase(Locale.ROOT))) {
            reader.problem(property, "lines of level INFO carry the metrics; set SPOT_LOG_LEVEL=INFO or DEBUG");
        }
        return wanted;
    }
}
