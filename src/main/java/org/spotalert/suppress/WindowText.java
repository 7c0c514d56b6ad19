package org.spotalert.suppress;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.spotalert.decide.MaintenanceWindow;
import org.spotalert.suppress.Announcement.Fact;
import org.spotalert.suppress.Announcement.Kind;

/**
 * What is announced of one opening of a maintenance window.
 *
 * @param start when the window has opened
 */
record WindowText(MaintenanceWindow window, Instant start) {

    /**
     * That it has begun.
     *
     * @param end when it will end
     */
    Announcement begun(Instant end) {
        return announcement(
                Kind.MAINTENANCE_WINDOW_BEGUN,
                end,
                "has begun",
                "Alerts about interruptions that are noticed in it, and within its scope, are not sent.",
                List.of());
    }

    /**
     * That it has ended.
     *
     * @param suppressed how many alerts it has suppressed; empty when that is not known
     */
    Announcement ended(Instant end, OptionalInt suppressed) {
        if (suppressed.isEmpty()) {
            return ended(end, "How many were not sent is not known.", List.of());
        }
        int count = suppressed.getAsInt();
        return ended(
                end,
                count == 1 ? "1 alert was not sent." : (count == 0 ? "No" : count) + " alerts were not sent.",
                List.of(new Fact("suppressed", String.valueOf(count))));
    }

    private Announcement ended(Instant end, String counted, List<Fact> facts) {
        return announcement(
                Kind.MAINTENANCE_WINDOW_ENDED, end, "has ended", "Alerts are sent again. " + counted, facts);
    }

    private Announcement announcement(Kind kind, Instant end, String what, String text, List<Fact> further) {
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("window", window.name()),
                new Fact("owner", window.owner()),
                new Fact("scope", window.scope().toString()),
                new Fact("reason", window.reason())));
        facts.addAll(further);
        return new Announcement(
                kind,
                thread(),
                "Maintenance window " + window.name() + " of " + window.owner() + " " + what,
                text,
                start,
                end,
                facts,
                List.of(),
                0);
    }

    /** A name may be long and hold anything; what stands for it does not. */
    private String thread() {
        return "spot/window/" + UUID.nameUUIDFromBytes(window.name().getBytes(StandardCharsets.UTF_8)) + "/" + start;
    }
}
