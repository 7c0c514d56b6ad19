package org.spotalert.pipeline.notify;

import java.time.Duration;

/**
 * How long a send is waited for.
 *
 * @param timeout how long a delivery may take as a whole, redeliveries and pauses included
 * @param slowTimeout how long a slow channel is waited for while the consumer waits for room
 * @param grace how long after the timeout the lease is held for a route that does not end
 * @param mostLeftBehind how many alerts may be under way in a channel that no batch waits for
 */
public record SendLimits(Duration timeout, Duration slowTimeout, Duration grace, int mostLeftBehind) {

    private static final Duration SLOW_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofMinutes(2);

    /** Limits with the slow timeout, at most half of the timeout, and the grace that the program has. */
    public static SendLimits of(Duration timeout, int mostLeftBehind) {
        Duration half = timeout.dividedBy(2);
        return new SendLimits(timeout, half.compareTo(SLOW_TIMEOUT) < 0 ? half : SLOW_TIMEOUT, GRACE, mostLeftBehind);
    }
}
