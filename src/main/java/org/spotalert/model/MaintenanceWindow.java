package org.spotalert.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times at which nobody needs to be notified.
 *
 * @param name what it is called
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
}
