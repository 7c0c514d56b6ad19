package org.spotalert.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.spotalert.event.Interruption;

/**
 * When it happens, seen from the moment the alert is sent.
 *
 * @param noticedAt when EC2 gave the notice, in UTC
 * @param reclaimAt when EC2 takes the instance, in UTC; {@code not announced} for a rebalance recommendation
 * @param announced whether there is a reclaim time
 * @param secondsLeft whole seconds until the reclaim time, negative after it; 0 when none is announced
 * @param late whether the reclaim time has passed
 * @param text the time left as words
 */
public record Timing(
        String noticedAt, String reclaimAt, boolean announced, long secondsLeft, boolean late, String text) {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The times of this interruption, seen from {@code now}. */
    public static Timing of(Interruption interruption, Instant now) {
        String noticed = UTC.format(interruption.noticedAt());
        Instant reclaim = interruption.reclaimAt();
        if (reclaim == null) {
            return new Timing(noticed, "not announced", false, 0, false, "no reclaim time announced yet");
        }
        boolean late = now.isAfter(reclaim);
        // Whole seconds on both sides of the reclaim time: rounded towards "less time left".
        long left = Math.floorDiv(ChronoUnit.MILLIS.between(now, reclaim), 1000L);
        String text = late ? "reclaim time passed " + seconds(-left) + " ago" : seconds(left) + " left";
        return new Timing(noticed, UTC.format(reclaim), true, left, late, text);
    }

    /** How long something has lasted, in its two largest units; {@code unknown} without a start. */
    public static String age(@Nullable Instant start, Instant now) {
        if (start == null || start.isAfter(now)) {
            return CleanText.UNKNOWN;
        }
        Duration age = Duration.between(start, now);
        if (age.toDays() > 0) {
            return age.toDays() + " d " + age.toHoursPart() + " h";
        }
        return age.toHours() > 0
                ? age.toHours() + " h " + age.toMinutesPart() + " min"
                : age.toMinutes() + " min " + age.toSecondsPart() + " s";
    }

    private static String seconds(long seconds) {
        return seconds < 600 ? seconds + " s" : age(Instant.EPOCH, Instant.ofEpochSecond(seconds));
    }
}
