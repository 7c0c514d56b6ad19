package org.spotalert.pipeline.intake;

import java.time.Duration;
import org.spotalert.platform.window.Postponed;

/** A notice waits on the queue for its turn. */
public final class NotYetException extends Exception implements Postponed {

    private static final long serialVersionUID = 1L;

    /** So much later each time: what finds no room again and again would become a dead letter. */
    private static final Duration LATER = Duration.ofSeconds(10);

    private final Duration delay;

    NotYetException(Duration delay) {
        super("it is its turn in " + delay.toSeconds() + " s", null, false, false);
        this.delay = delay;
    }

    @Override
    public Duration delay(int receives) {
        return delay.plus(LATER.multipliedBy(Math.max(0, receives - 1L)));
    }
}
