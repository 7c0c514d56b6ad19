package org.spotalert.pipeline.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.spotalert.platform.text.TextSanitizer;

/** Writes times and foreign texts for readers of a page. */
public record Texts(Instant now, ZoneId zone) {

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss", Locale.US);

    /** The text of this on one line, cut where it is long. */
    public String line(Object foreign) {
        return TextSanitizer.line(foreign.toString());
    }

    /** The day and the time on the clock. */
    public String time(Instant time) {
        return DAY_AND_TIME.format(time.atZone(zone));
    }

    /** The seconds until then; negative when it is past. */
    public long left(Instant time) {
        return Duration.between(now, time).toSeconds();
    }

    /** A length in its two largest units, such as {@code 2 min 5 s}. */
    public String length(long seconds) {
        long all = Math.abs(seconds);
        if (all < 60) {
            return seconds + " s";
        }
        String text = all < 3600
                ? all / 60 + " min " + all % 60 + " s"
                : all < 172_800
                        ? all / 3600 + " h " + all / 60 % 60 + " min"
                        : all / 86_400 + " d " + all / 3600 % 24 + " h";
        return seconds < 0 ? "-" + text : text;
    }
}
