package org.spotalert.platform.aws;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/**
 * Keeps the calls of a client within the request budget: every attempt, retries included, waits for a token, and what
 * AWS throttles makes the budget smaller.
 *
 * @param timeout the longest wait of a call that has no {@link CallDeadline}
 */
record RateLimitInterceptor(RequestBudget budget, Duration timeout, Clock clock)
        implements ExecutionInterceptor, MetricPublisher {

    /** The SDK's metrics: the name of an attempt, and the type of an attempt's error when AWS throttled it. */
    private static final String ATTEMPT = "ApiCallAttempt";

    private static final String THROTTLED = "Throttling";

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        ApiBucket.of(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))
                .ifPresent(bucket -> take(bucket, attributes.getAttribute(CallDeadline.DEADLINE)));
    }

    private void take(ApiBucket bucket, @Nullable CallDeadline deadline) {
        Duration wait = deadline == null ? timeout : Duration.between(clock.instant(), deadline.at());
        Priority priority = deadline == null ? Priority.ALERT : deadline.priority();
        try {
            if (!budget.take(bucket, wait, priority)) {
                throw AwsFailure.heldBack();
            }
        } catch (InterruptedException timedOut) {
            // The SDK interrupts a call whose time is up, and says so when it finds this.
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted while waiting for the request budget", timedOut);
        }
    }

    @Override
    public void publish(MetricCollection call) {
        boolean throttled = call.childrenWithName(ATTEMPT)
                .anyMatch(attempt -> attempt.metricValues(CoreMetric.ERROR_TYPE).contains(THROTTLED));
        if (throttled) {
            call.metricValues(CoreMetric.OPERATION_NAME).stream()
                    .flatMap(action -> ApiBucket.of(action).stream())
                    .forEach(budget::throttled);
        }
    }

    @Override
    public void close() {
        // nothing is held open
    }
}
