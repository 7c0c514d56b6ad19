package org.spotalert.pipeline.intake;

import java.time.Duration;
import org.spotalert.platform.window.Postponed;

/** An alert is just being sent: its message comes back to see how that ended. */
final class InFlightException extends Exception implements Postponed {

    private static final long serialVersionUID = 1L;

    /** A little longer than the lease of a process that has died. */
    private static final Duration FIRST = Duration.ofSeconds(20);

    private static final int MOST_DOUBLINGS = 4;

    /** @param reason the channels, for a reader */
    InFlightException(String reason) {
        super(reason);
    }

    /** Longer each time: few receives are left before the message would be a dead letter. */
    @Override
    public Duration delay(int receives) {
        return FIRST.multipliedBy(1L << Math.min(Math.max(receives - 1, 0), MOST_DOUBLINGS));
    }
}
