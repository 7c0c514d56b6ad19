package org.spotalert.bench.aws;

import java.util.function.LongSupplier;

/** A bucket of tokens as AWS meters its APIs with: full at first, and refilled evenly up to its size. */
public final class TokenBucket {

    private final int size;
    private final double perSecond;
    private final LongSupplier nanoTime;
    private double tokens;
    private long filledAt;

    /**
     * @param size how many tokens it holds: the calls that may come in a burst
     * @param perSecond how many tokens are added in a second: the calls that may come all the time
     * @param nanoTime the clock, in nanoseconds
     */
    public TokenBucket(int size, double perSecond, LongSupplier nanoTime) {
        this.size = size;
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.tokens = size;
        this.filledAt = nanoTime.getAsLong();
    }

    /** Takes a token, and returns whether there was one. */
    public synchronized boolean tryTake() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(size, tokens + (now - filledAt) / 1e9 * perSecond);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
