package org.spotalert.model;

import java.time.Instant;

/**
 * Somebody's wish to receive no alerts for a while.
 *
 * @param id what it is called when it is to end early
 * @param startsAt the first moment at which it counts
 * @param endsAt the first moment at which it does not count any more
 */
public record Silence(String id, Scope scope, String owner, String reason, Instant startsAt, Instant endsAt) {

    public boolean activeAt(Instant moment) {
        return !moment.isBefore(startsAt) && moment.isBefore(endsAt);
    }
}
