package org.spotalert.pipeline.audit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.settings.SettingsReader;

/**
 * How what AWS has taken is compared with who was notified.
 *
 * @param on whether the running program does it
 * @param interval the time between two audits
 * @param missedAt the time of day, in UTC, when people are notified of what was missed; null for at once
 * @param secondsLeft how many seconds of warning shall be left when a channel has its alert
 */
public record AuditSettings(
        boolean on, Duration interval, @Nullable LocalTime missedAt, int secondsLeft) {

    private static final String AT_ONCE = "at-once";

    public static Supplier<AuditSettings> read(SettingsReader reader) {
        boolean on = reader.flag("spot.audit");
        Supplier<Duration> interval = reader.duration("spot.audit.interval", "1s", "1h");
        Supplier<Optional<LocalTime>> missedAt = reader.required(
                "spot.audit.missed", "at-once, or a time of day such as 08:00", AuditSettings::missedAt);
        Supplier<Integer> secondsLeft = secondsLeft(reader);
        return () -> new AuditSettings(on, interval.get(), missedAt.get().orElse(null), secondsLeft.get());
    }

    /** Reads the promise alone. */
    public static Supplier<Integer> secondsLeft(SettingsReader reader) {
        return reader.required("spot.slo.seconds-left", "a number of seconds", SettingsReader.number(1, 119));
    }

    private static Optional<LocalTime> missedAt(String text) {
        try {
            return text.equals(AT_ONCE) ? Optional.empty() : Optional.of(LocalTime.parse(text));
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is neither " + AT_ONCE + " nor a time of day such as 08:00", wrong);
        }
    }
}
