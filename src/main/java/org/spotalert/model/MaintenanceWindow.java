package org.spotalert.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times at which nobody needs to be notified.
 *
 * @param owner who answers for it
 * @param reason why nobody needs to be notified
 * @param expires from when on it does not count any more; null when it never ends
 */
public record MaintenanceWindow(
        String name,
        Schedule schedule,
        Scope scope,
        String owner,
        String reason,
        @Nullable Instant expires) {

    /** The opening that this moment is in, cut short by the expiry; nothing when the window is closed then. */
    public Optional<Schedule.Occurrence> at(Instant moment) {
        if (expires != null && !moment.isBefore(expires)) {
            return Optional.empty();
        }
        return schedule.at(moment)
                .map(open -> expires != null && expires.isBefore(open.end())
                        ? new Schedule.Occurrence(open.start(), expires)
                        : open);
    }

    /** The window and who has it, as the reason of every decision by it begins. */
    public String title() {
        return "maintenance window " + name + " of " + owner;
    }

    /** Why an alert of this opening is not sent. */
    public String reason(Schedule.Occurrence opening) {
        return title() + " until " + opening.end() + ": " + reason;
    }

    /**
     * When a maintenance window is open. Times are those of a clock on the wall. A time that the clock skips in spring is read
     * with the offset before the gap, and one that it shows twice in autumn means the first (RFC 5545, 3.3.5).
     */
    public interface Schedule {

        /**
         * One opening.
         *
         * @param end the first moment that is not in it any more
         */
        record Occurrence(Instant start, Instant end) {

            public boolean contains(Instant moment) {
                return !moment.isBefore(start) && moment.isBefore(end);
            }
        }

        /** The opening that this moment is in; nothing when the window is closed then. */
        Optional<Occurrence> at(Instant moment);
    }
}
