package org.spotalert.channels.message;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Interruption;
import org.spotalert.platform.text.TextSanitizer;

/** When it happens, seen from the moment the alert is sent; docs/templates.md describes each part. */
public record Timing(
        String noticedAt,
        String label,
        String reclaimAt,
        boolean announced,
        long secondsLeft,
        boolean late,
        String text,
        String clock,
        long second) {

    /** The least time left first, then what has passed, the latest first, then what has no reclaim time. */
    static final Comparator<Timing> MOST_URGENT_FIRST = Comparator.comparing(Timing::announced)
            .reversed()
            .thenComparing(Timing::over)
            .thenComparing(time -> Math.abs(time.secondsLeft));

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter LOCAL_DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DATE_AND_CLOCK =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern(" zzz", Locale.ENGLISH);
    /** A time that is further away is said with its date. */
    private static final Duration SAME_DAY = Duration.ofHours(12);

    /** The times of this interruption, seen from {@code here}, whose zone is the readers'. */
    public static Timing of(Interruption interruption, ZonedDateTime here) {
        Instant now = here.toInstant();
        Instant noticed = interruption.noticedAt();
        Instant reclaim = interruption.terminatesAt();
        boolean late = interruption.late(now);
        KindWords words = KindWords.of(interruption.kind());
        String label = words.timeLabel();
        String ahead = label.toLowerCase(Locale.ROOT);
        long left = reclaim == null ? 0 : secondsLeft(noticed, reclaim, now);
        String text;
        if (reclaim == null) {
            text = late ? words.noticed() + " " + age(noticed, now) + " ago" : "no " + ahead + " announced yet";
        } else {
            text = left < 0 ? ahead + " passed " + seconds(-left) + " ago" : seconds(left) + " left";
        }
        Instant at = reclaim == null ? noticed : reclaim;
        return new Timing(
                written(noticed, here.getZone()),
                label,
                reclaim == null ? "not announced" : written(reclaim, here.getZone()),
                reclaim != null,
                left,
                late,
                text,
                clock(at, here),
                at.getEpochSecond());
    }

    /** The time in UTC, and beside it in the zone where that differs; with its date where that is another one. */
    static String written(Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        if (zone.getRules().equals(ZoneOffset.UTC.getRules())) {
            return UTC.format(time);
        }
        boolean sameDay = local.toLocalDate().equals(LocalDate.ofInstant(time, ZoneOffset.UTC));
        return UTC.format(time) + " (" + (sameDay ? LOCAL_TIME : LOCAL_DATE_TIME).format(local) + " " + zone + ")";
    }

    /** {@code 04:17 UTC}: the time in the zone, with its date unless that goes without saying. */
    private static String clock(Instant time, ZonedDateTime here) {
        boolean near = Duration.between(here.toInstant(), time).abs().compareTo(SAME_DAY) < 0;
        ZonedDateTime local = time.atZone(here.getZone());
        String zone = here.getZone().getRules().equals(ZoneOffset.UTC.getRules()) ? " UTC" : ZONE.format(local);
        return (near ? CLOCK : DATE_AND_CLOCK).format(local) + zone;
    }

    /** Whether the reclaim time has passed. */
    public boolean over() {
        return announced && secondsLeft < 0;
    }

    /** How long something has lasted, in its two largest units; {@code unknown} without a start. */
    public static String age(@Nullable Instant start, Instant now) {
        if (start == null || start.isAfter(now)) {
            return TextSanitizer.UNKNOWN;
        }
        Duration age = Duration.between(start, now);
        if (age.toDays() > 0) {
            return age.toDays() + " d " + age.toHoursPart() + " h";
        }
        return age.toHours() > 0
                ? age.toHours() + " h " + age.toMinutesPart() + " min"
                : age.toMinutes() + " min " + age.toSecondsPart() + " s";
    }

    /** Whole seconds on both sides of the reclaim time: rounded towards "less time left". */
    private static long secondsLeft(Instant noticed, Instant reclaim, Instant now) {
        long left = Math.floorDiv(ChronoUnit.MILLIS.between(now, reclaim), 1000L);
        // A clock that is behind sees the notice in the future; nobody has more time than AWS gives.
        return Math.min(left, Duration.between(noticed, reclaim).toSeconds());
    }

    static String seconds(long seconds) {
        return seconds < 600 ? seconds + " s" : age(Instant.EPOCH, Instant.ofEpochSecond(seconds));
    }
}
