package org.spotalert.config;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whether and how long it is followed up how an interruption ended.
 *
 * @param on whether at all
 * @param interval the time between two looks
 * @param patience how long after the warning the services may take to be whole
 * @param details how long after a partial warning it is looked for what is missing
 * @param ecsEvents whether events of ECS on the queue are a reason to look before the interval is over
 */
public record FollowUpSettings(boolean on, Duration interval, Duration patience, Duration details, boolean ecsEvents) {

    /** Whether there are looks before the interval is over. */
    public boolean early() {
        return on && ecsEvents;
    }

    static Supplier<FollowUpSettings> read(SettingsReader reader) {
        boolean on = reader.flag("spot.follow-up");
        Supplier<Duration> interval = reader.required(
                "spot.follow-up.interval", "a length of time", within(Duration.ofSeconds(1), Duration.ofMinutes(15)));
        Supplier<Duration> patience = reader.required(
                "spot.follow-up.patience", "a length of time", within(Duration.ofSeconds(1), Duration.ofHours(12)));
        Supplier<Duration> details = reader.required(
                "spot.follow-up.details", "a length of time", within(Duration.ofSeconds(1), Duration.ofHours(1)));
        boolean ecsEvents = reader.flag("spot.follow-up.ecs-events");
        return () -> new FollowUpSettings(on, interval.get(), patience.get(), details.get(), ecsEvents);
    }

    private static Function<String, Duration> within(Duration shortest, Duration longest) {
        return text -> {
            Duration duration = SettingsReader.duration(text);
            if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is not from " + shortest.toSeconds() + "s to " + longest.toMinutes() + "m");
            }
            return duration;
        };
    }
}
