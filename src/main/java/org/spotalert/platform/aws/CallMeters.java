package org.spotalert.platform.aws;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/** Times the calls of lookups, by action and outcome, from the start of the program on. */
public final class CallMeters implements MetricPublisher {

    private static final String ATTEMPT = "ApiCallAttempt";

    private final AtomicReference<@Nullable MeterRegistry> meters = new AtomicReference<>();

    /** Keeps the times there from now on. */
    public void keepIn(MeterRegistry registry) {
        meters.set(registry);
    }

    @Override
    public void publish(MetricCollection call) {
        MeterRegistry there = meters.get();
        List<Duration> took = call.metricValues(CoreMetric.API_CALL_DURATION);
        if (there != null && !took.isEmpty()) {
            Timer.builder("spot.lookup.calls")
                    .description("Calls of lookups to AWS, retries and waits for the budget included")
                    .tag("api", String.join("", call.metricValues(CoreMetric.OPERATION_NAME)))
                    .tag("outcome", outcome(call))
                    .register(there)
                    .record(took.get(0));
        }
    }

    /** The SDK's name for the fault of the last attempt; a call without one was held back or ran out of time. */
    private static String outcome(MetricCollection call) {
        if (call.metricValues(CoreMetric.API_CALL_SUCCESSFUL).contains(true)) {
            return "ok";
        }
        return call.childrenWithName(ATTEMPT)
                .flatMap(attempt -> attempt.metricValues(CoreMetric.ERROR_TYPE).stream())
                .reduce("held-back", (before, last) -> last.toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
        // nothing is held open
    }
}
