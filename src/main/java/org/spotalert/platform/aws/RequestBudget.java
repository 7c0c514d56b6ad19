package org.spotalert.platform.aws;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many requests lookups may send in one account and Region: a share of each of AWS's token buckets, since the same
 * buckets serve deployments, consoles and every other tool. Of it the fleet snapshot has a smaller share, and what alerts and
 * recovery checks leave.
 */
public final class RequestBudget {

    private final Map<ApiBucket, TokenBucket> quotas;
    private final Map<ApiBucket, TokenBucket> fleet;
    private final LongAdder fleetCalls = new LongAdder();

    /**
     * @param share the share of AWS's quotas, in percent
     * @param fleetShare the share that the fleet snapshot may use, in percent
     */
    RequestBudget(int share, int fleetShare) {
        this(share, fleetShare, TimeMeter.SYSTEM_NANOTIME, BlockingStrategy.PARKING);
    }

    RequestBudget(int share, int fleetShare, TimeMeter time, BlockingStrategy waiting) {
        quotas = buckets(share, time, waiting);
        fleet = buckets(fleetShare, time, waiting);
    }

    private static Map<ApiBucket, TokenBucket> buckets(int share, TimeMeter time, BlockingStrategy waiting) {
        Map<ApiBucket, TokenBucket> buckets = new EnumMap<>(ApiBucket.class);
        for (ApiBucket bucket : ApiBucket.values()) {
            buckets.put(
                    bucket,
                    new TokenBucket(part(share, bucket.burst()), part(share, bucket.perSecond()), time, waiting));
        }
        return buckets;
    }

    private static long part(int share, int whole) {
        return Math.max(1, (long) share * whole / 100);
    }

    /**
     * Waits until one more request may be sent.
     *
     * @param timeout the longest wait
     * @return whether it may; {@code false} when it would take longer
     */
    boolean take(ApiBucket bucket, Duration timeout, Priority priority) throws InterruptedException {
        if (priority == Priority.FLEET) {
            if (!of(fleet, bucket).take(timeout, 0)) {
                return false;
            }
            fleetCalls.increment();
        }
        return of(quotas, bucket).take(timeout, priority.leaves());
    }

    /** Takes in that AWS has throttled a request. */
    void throttled(ApiBucket bucket) {
        of(quotas, bucket).throttled();
        of(fleet, bucket).throttled();
    }

    /** How many requests may be sent at once now; below 0 when some wait. */
    long left(ApiBucket bucket) {
        return of(quotas, bucket).left();
    }

    public long fleetCalls() {
        return fleetCalls.sum();
    }

    private static TokenBucket of(Map<ApiBucket, TokenBucket> buckets, ApiBucket bucket) {
        TokenBucket quota = buckets.get(bucket);
        if (quota == null) {
            throw new IllegalStateException("no quota for " + bucket);
        }
        return quota;
    }
}
