package org.spotalert.platform.aws;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AccountRegion;
import org.spotalert.platform.management.Figures;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/** Shows how long the calls of lookups take, and what is left of the request budget of each account and Region. */
final class LookupFigures implements MetricPublisher {

    private static final String ATTEMPT = "ApiCallAttempt";
    private static final String OWN_ACCOUNT = "own";
    /** The audit's calls to CloudTrail have a budget of their own. */
    private static final Set<ApiBucket> SHOWN = EnumSet.complementOf(EnumSet.of(ApiBucket.CLOUDTRAIL_LOOKUP));

    private final List<Figures> early = new ArrayList<>();
    private final AtomicReference<@Nullable Program> running = new AtomicReference<>();

    private record Program(MeterRegistry meters, Consumer<Figures> figures) {}

    /** Shows all of it there from now on; lookups begin before all routes have started. */
    synchronized void showIn(MeterRegistry meters, Consumer<Figures> figures) {
        running.set(new Program(meters, figures));
        early.forEach(figures);
        early.clear();
    }

    /** Shows one more budget; null when there is none any more. */
    synchronized void show(AccountRegion there, Supplier<@Nullable RequestBudget> budget) {
        String account = Objects.requireNonNullElse(there.account(), OWN_ACCOUNT);
        Figures figures = new Figures(
                "type=RequestBudget,region=" + there.region() + ",account=" + account,
                "How many requests lookups may send there at once; below 0 when some wait");
        for (ApiBucket bucket : SHOWN) {
            figures.number(
                    bucket.name(),
                    "spot.request.budget.remaining",
                    "Requests to AWS that lookups may send at once; below 0 when some wait",
                    Tags.of("account", account, "region", there.region(), "bucket", bucket.name()),
                    () -> left(budget.get(), bucket));
        }
        Program program = running.get();
        if (program == null) {
            early.add(figures);
        } else {
            program.figures().accept(figures);
        }
    }

    private static double left(@Nullable RequestBudget budget, ApiBucket bucket) {
        return budget == null ? Double.NaN : budget.left(bucket);
    }

    @Override
    public void publish(MetricCollection call) {
        Program program = running.get();
        List<Duration> took = call.metricValues(CoreMetric.API_CALL_DURATION);
        if (program != null && !took.isEmpty()) {
            Timer.builder("spot.lookup.calls")
                    .description("Calls of lookups to AWS, retries and waits for the budget included")
                    .tag("api", String.join("", call.metricValues(CoreMetric.OPERATION_NAME)))
                    .tag("outcome", outcome(call))
                    .register(program.meters())
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
