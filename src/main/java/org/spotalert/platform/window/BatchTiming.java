package org.spotalert.platform.window;

import java.time.Duration;

/**
 * When a window opens for what waits in it.
 *
 * @param period the shortest time between two batches
 * @param firstWaits whether the first one waits for the period too, so that others can join it
 */
public record BatchTiming(Duration period, boolean firstWaits) {

    /** The first one leaves at once, what comes after it a period later. */
    public static BatchTiming leading(Duration period) {
        return new BatchTiming(period, false);
    }

    /** Everything leaves a period after the first one has come. */
    public static BatchTiming after(Duration period) {
        return new BatchTiming(period, true);
    }

    /** How long what comes now has to wait, in nanoseconds, when the window was last opened so long ago. */
    long delay(long nanosSinceLast) {
        return firstWaits ? period.toNanos() : Math.max(0, period.toNanos() - nanosSinceLast);
    }
}
