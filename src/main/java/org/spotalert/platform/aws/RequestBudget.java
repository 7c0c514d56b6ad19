package org.spotalert.platform.aws;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many requests lookups may send in one account and Region: a share of each of AWS's token buckets, since the same
 * buckets serve deployments, consoles and every other tool.
 */
public final class RequestBudget {

    private final Map<ApiBucket, TokenBucket> quotas = new EnumMap<>(ApiBucket.class);

    /** @param share the share of AWS's quotas, in percent */
    public RequestBudget(int share) {
        this(share, TimeMeter.SYSTEM_NANOTIME, BlockingStrategy.PARKING);
    }

    RequestBudget(int share, TimeMeter time, BlockingStrategy waiting) {
        for (ApiBucket bucket : ApiBucket.values()) {
            quotas.put(
                    bucket,
                    new TokenBucket(part(share, bucket.burst()), part(share, bucket.perSecond()), time, waiting));
        }
    }

    private static long part(int share, int whole) {
        return Math.max(1, (long) share * whole / 100);
    }

    /** The program's share of this bucket. */
    TokenBucket of(ApiBucket bucket) {
        TokenBucket quota = quotas.get(bucket);
        if (quota == null) {
            throw new IllegalStateException("no quota for " + bucket);
        }
        return quota;
    }

    /**
     * Plans requests that belong together, so that none is sent when not all can be.
     *
     * @param requests how many
     * @param kept how many shall stay possible beside them, for others
     * @param within when the last one has to be sent
     * @param lowPriority whether they come after the requests of alerts
     * @return whether all can be sent; then {@link #done} is to be called when they are
     */
    public boolean plan(ApiBucket bucket, long requests, long kept, Duration within, boolean lowPriority) {
        return of(bucket).plan(requests, kept, within, lowPriority);
    }

    /** Takes in that planned requests have been sent. */
    public void done(ApiBucket bucket, long requests, boolean lowPriority) {
        of(bucket).done(requests, lowPriority);
    }
}
