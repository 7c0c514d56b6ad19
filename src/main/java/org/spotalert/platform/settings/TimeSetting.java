package org.spotalert.platform.settings;

import java.time.Duration;
import java.util.function.Supplier;

/** The settings that are lengths of time: how short and how long each may be. */
public enum TimeSetting {
    /** A notice comes two minutes before the end: waiting may take half of that, and no more. */
    WINDOW("spot.window", "0s", "1m"),
    /** What is late has lost its hurry; its messages are kept from others as long as it waits. */
    WINDOW_LATE("spot.window.late", "0s", "10m"),
    /** A far end has 30 seconds for its answer; a notice comes two minutes before the end. */
    CHANNEL_TIMEOUT("spot.channel.timeout", "1s", "10m"),
    ENRICH_PATIENCE("spot.enrich.patience", "100ms", "1m"),
    /** SQS delays a message for 15 minutes at most. */
    FOLLOW_UP_INTERVAL("spot.follow-up.interval", "1s", "15m"),
    FOLLOW_UP_PATIENCE("spot.follow-up.patience", "1s", "12h"),
    FOLLOW_UP_DETAILS("spot.follow-up.details", "1s", "1h"),
    /** A message that comes back when its claims are forgotten is told again. The longest is ten years. */
    STORE_RETENTION("spot.store.retention", "1h", "87600h");

    private final String property;
    private final String shortest;
    private final String longest;

    TimeSetting(String property, String shortest, String longest) {
        this.property = property;
        this.shortest = shortest;
        this.longest = longest;
    }

    public Supplier<Duration> read(SettingsReader reader) {
        return reader.required(property, "a length of time" + limits(), this::parse);
    }

    private Duration parse(String text) {
        Duration duration = SettingsReader.duration(text);
        if (duration.compareTo(SettingsReader.duration(shortest)) < 0
                || duration.compareTo(SettingsReader.duration(longest)) > 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not" + limits());
        }
        return duration;
    }

    private String limits() {
        return " from " + shortest + " to " + longest;
    }
}
