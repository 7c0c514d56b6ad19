package org.spotalert.platform.aws;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The program's share of one of AWS's token buckets. When AWS throttles all the same, others draw from the same bucket:
 * the burst is given up, and for a while every request counts double.
 */
final class TokenBucket {

    private static final Duration CAREFUL_FOR = Duration.ofSeconds(10);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Duration LEAST_WAIT = Duration.ofMillis(10);

    private final Bucket tokens;
    private final long burst;
    private final long perSecond;
    private final TimeMeter time;
    private final BlockingStrategy waiting;
    private final AtomicLong carefulUntil;

    /**
     * @param burst how many requests may be sent at once
     * @param perSecond how many requests a second may be sent in the long run
     */
    TokenBucket(long burst, long perSecond, TimeMeter time, BlockingStrategy waiting) {
        this.tokens = Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, SECOND))
                .withCustomTimePrecision(time)
                .build();
        this.burst = burst;
        this.perSecond = perSecond;
        this.time = time;
        this.waiting = waiting;
        this.carefulUntil = new AtomicLong(time.currentTimeNanos());
    }

    /**
     * Waits until one more request may be sent. One that leaves something to others waits without a place in the queue of those that
     * take what comes.
     *
     * @param timeout the longest wait
     * @param seconds what so many seconds bring is left to others: they then need not wait behind this request
     * @return whether it may; {@code false} when it would take longer
     */
    boolean take(Duration timeout, int seconds) throws InterruptedException {
        return seconds == 0
                ? tokens.asBlocking().tryConsume(cost(), Math.max(1, timeout.toNanos()), waiting)
                : takeSpare(time.currentTimeNanos() + timeout.toNanos(), seconds * perSecond);
    }

    private boolean takeSpare(long until, long left) throws InterruptedException {
        while (true) {
            long cost = cost();
            EstimationProbe spare = tokens.estimateAbilityToConsume(Math.min(burst, left + cost));
            if (spare.canBeConsumed() && tokens.tryConsume(cost)) {
                return true;
            }
            long wait = Math.max(spare.getNanosToWaitForRefill(), LEAST_WAIT.toNanos());
            if (until - time.currentTimeNanos() < wait) {
                return false;
            }
            waiting.park(wait);
        }
    }

    void throttled() {
        tokens.tryConsumeAsMuchAsPossible();
        carefulUntil.set(time.currentTimeNanos() + CAREFUL_FOR.toNanos());
    }

    /** How many tokens are there; below 0 when requests wait for some. */
    long left() {
        return tokens.getAvailableTokens();
    }

    private long cost() {
        return time.currentTimeNanos() - carefulUntil.get() < 0 ? 2 : 1;
    }
}
