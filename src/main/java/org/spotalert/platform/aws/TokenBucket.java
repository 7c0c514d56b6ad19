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
    private final AtomicLong planned = new AtomicLong();
    private final AtomicLong plannedLowPriority = new AtomicLong();

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
     * Waits until one more request may be sent.
     *
     * @param timeout the longest wait
     * @param lowPriority whether what a second brings is left to others: they then need not wait behind this request
     * @return whether it may; {@code false} when it would take longer
     */
    boolean take(Duration timeout, boolean lowPriority) throws InterruptedException {
        return lowPriority
                ? takeSpare(time.currentTimeNanos() + timeout.toNanos())
                : tokens.asBlocking().tryConsume(cost(), Math.max(1, timeout.toNanos()), waiting);
    }

    /** Waits without a place in the queue of those that take what comes. */
    private boolean takeSpare(long until) throws InterruptedException {
        while (true) {
            long cost = cost();
            EstimationProbe spare = tokens.estimateAbilityToConsume(Math.min(burst, perSecond + cost));
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

    /** Takes in that AWS has throttled a request. */
    void throttled() {
        tokens.tryConsumeAsMuchAsPossible();
        carefulUntil.set(time.currentTimeNanos() + CAREFUL_FOR.toNanos());
    }

    /**
     * Plans requests that belong together, so that none is sent when not all can be.
     *
     * @param requests how many
     * @param kept how many shall stay possible beside them
     * @param within when the last one has to be sent
     * @param lowPriority whether they come after what others have planned; the others do not reckon with them
     * @return whether all can be sent; then {@link #done} is to be called when they are
     */
    boolean plan(long requests, long kept, Duration within, boolean lowPriority) {
        long possible = tokens.getAvailableTokens() + perSecond * within.toMillis() / SECOND.toMillis();
        long all = (lowPriority ? plannedLowPriority : planned).addAndGet(requests) + (lowPriority ? planned.get() : 0);
        boolean enough = (all + kept) * cost() <= possible;
        if (!enough) {
            done(requests, lowPriority);
        }
        return enough;
    }

    /** Takes in that planned requests have been sent. */
    void done(long requests, boolean lowPriority) {
        (lowPriority ? plannedLowPriority : planned).addAndGet(-requests);
    }

    private long cost() {
        return time.currentTimeNanos() - carefulUntil.get() < 0 ? 2 : 1;
    }
}
