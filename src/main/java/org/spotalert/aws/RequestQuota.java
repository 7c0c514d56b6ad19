package org.spotalert.aws;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The program's share of one of AWS's token buckets. When AWS throttles all the same, others draw from the same bucket:
 * the burst is given up, and for a while every request counts double.
 */
final class RequestQuota {

    private static final Duration CAREFUL_FOR = Duration.ofSeconds(10);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Bucket tokens;
    private final long perSecond;
    private final TimeMeter time;
    private final BlockingStrategy waiting;
    private final AtomicLong carefulUntil;
    private final AtomicLong planned = new AtomicLong();

    /**
     * @param burst how many requests may be sent at once
     * @param perSecond how many requests a second may be sent in the long run
     */
    RequestQuota(long burst, long perSecond, TimeMeter time, BlockingStrategy waiting) {
        this.tokens = Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, SECOND))
                .withCustomTimePrecision(time)
                .build();
        this.perSecond = perSecond;
        this.time = time;
        this.waiting = waiting;
        this.carefulUntil = new AtomicLong(time.currentTimeNanos());
    }

    /**
     * Waits until one more request may be sent.
     *
     * @param patience the longest wait
     * @return whether it may; at once {@code false} when it would take longer
     */
    boolean take(Duration patience) throws InterruptedException {
        return tokens.asBlocking().tryConsume(cost(), Math.max(1, patience.toNanos()), waiting);
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
     * @return whether all can be sent; then {@link #done} is to be called when they are
     */
    boolean plan(long requests, long kept, Duration within) {
        long possible = tokens.getAvailableTokens() + perSecond * within.toMillis() / SECOND.toMillis();
        long all = planned.addAndGet(requests);
        boolean enough = (all + kept) * cost() <= possible;
        if (!enough) {
            done(requests);
        }
        return enough;
    }

    /** Takes in that planned requests have been sent. */
    void done(long requests) {
        planned.addAndGet(-requests);
    }

    private long cost() {
        return time.currentTimeNanos() - carefulUntil.get() < 0 ? 2 : 1;
    }
}
