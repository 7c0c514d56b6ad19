package org.spotalert.platform.config;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.spotalert.platform.settings.SettingsReader;

/**
 * Where settings live, and how often they are read.
 *
 * @param sources the least first
 */
public record ConfigSettings(List<SourceAddress> sources, Duration refresh) {

    public ConfigSettings {
        sources = List.copyOf(sources);
    }

    /** Reads and checks these settings. */
    public static Supplier<ConfigSettings> read(SettingsReader reader) {
        List<SourceAddress> sources =
                reader.optional("spot.config", SourceAddress::list).orElse(List.of());
        Supplier<Duration> refresh = reader.duration("spot.config.refresh", "1s", "24h");
        SourceReader.files(System.getenv().keySet()).forEach(file -> {
            String secret = SourceReader.secretOf(file);
            if (System.getenv(secret) != null) {
                reader.problem(file + ": " + secret + " is set as well; leave one of them out");
            }
        });
        return () -> new ConfigSettings(sources, refresh.get());
    }
}
