package org.spotalert.channel.message;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.spotalert.suppress.Announcement;
import org.spotalert.suppress.Announcement.Entry;
import org.spotalert.suppress.Announcement.Fact;
import org.spotalert.suppress.Announcement.Kind;

/** Makes announcements for tests. */
public final class Announced {

    private static final Instant FROM = Instant.parse("2026-11-20T08:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-11-21T08:00:00Z");

    private Announced() {}

    /** The beginning of a maintenance window. */
    public static Announcement window(String name) {
        return new Announcement(
                Kind.MAINTENANCE_WINDOW_BEGUN,
                "spot/window/1/2026-11-20T08:00:00Z",
                "Maintenance window " + name + " of jane has begun",
                "Alerts within its scope are not sent.",
                FROM,
                UNTIL,
                List.of(new Fact("window", name), new Fact("scope", "cluster batch-*")),
                List.of(),
                0);
    }

    /** What was suppressed in a day: so many alerts, of which seven are not listed. */
    public static Announcement suppressed(String title, String entry, int count) {
        return new Announcement(
                Kind.SUPPRESSED_ALERTS,
                "spot/suppressed/" + UNTIL,
                title,
                "What nobody was told.",
                FROM,
                UNTIL,
                List.of(new Fact("rules", title)),
                IntStream.range(7, count)
                        .mapToObj(number -> new Entry(FROM, "i-" + number + " " + entry))
                        .toList(),
                7);
    }
}
