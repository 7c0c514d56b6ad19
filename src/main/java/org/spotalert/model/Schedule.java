package org.spotalert.model;

import java.time.Instant;
import java.util.Optional;

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
