package org.spotalert.pipeline.store.dynamodb;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * DynamoDB's clock: the Date of its answers, and what has passed since by the monotonic clock. The clocks of the replicas do not
 * matter. One answer gives the time within a second and its own way; the answers of a minute give it better.
 */
final class StoreClock implements ExecutionInterceptor {

    private static final ExecutionAttribute<Long> ASKED_AT = new ExecutionAttribute<>("SpotAlertsStoreClock");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** Monotonic clocks of machines run apart by some milliseconds in this time. */
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final AtomicReference<@Nullable Bounds> bounds = new AtomicReference<>();

    /**
     * How far DynamoDB's time is ahead of System.nanoTime, in nanoseconds.
     *
     * @param least it cannot be less
     * @param most it cannot be more
     * @param since when the first of these answers came, by System.nanoTime
     */
    private record Bounds(long least, long most, long since) {

        Bounds and(Bounds later) {
            long higher = Math.max(least, later.least);
            long lower = Math.min(most, later.most);
            return later.since - since > MINUTE || higher > lower ? later : new Bounds(higher, lower, since);
        }
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        attributes.putAttribute(ASKED_AT, System.nanoTime());
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        long now = System.nanoTime();
        Long askedAt = attributes.getAttribute(ASKED_AT);
        SdkHttpResponse answer = context.httpResponse();
        // What stands between may answer instead of AWS, with a clock of its own.
        if (askedAt != null && answer.firstMatchingHeader("x-amzn-RequestId").isPresent()) {
            answer.firstMatchingHeader("Date").ifPresent(date -> read(date, askedAt, now));
        }
    }

    private void read(String date, long askedAt, long answeredAt) {
        try {
            Instant time = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
            long there = Math.multiplyExact(time.getEpochSecond(), SECOND);
            Bounds read = new Bounds(there - answeredAt, there + SECOND - askedAt, answeredAt);
            bounds.updateAndGet(before -> before == null ? read : before.and(read));
        } catch (DateTimeException | ArithmeticException notADate) {
            // What was known goes on.
        }
    }

    /** The earliest that it can be there now. */
    Instant earliest() {
        Bounds known = bounds.get();
        return known == null ? Instant.now() : Instant.EPOCH.plusNanos(known.least + System.nanoTime());
    }

    /** The latest that it can be there now. */
    Instant latest() {
        Bounds known = bounds.get();
        return known == null ? Instant.now() : Instant.EPOCH.plusNanos(known.most + System.nanoTime());
    }
}
