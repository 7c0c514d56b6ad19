package org.spotalert.pipeline.notify;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.model.FailureReason;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.platform.management.Figures;

/** The metrics that say how soon each channel has its warnings, and how each fared last. */
public final class DeliveryMeters {

    private static final Duration[] DELAYS =
            Stream.of(1, 2, 5, 10, 20, 30, 60, 120).map(Duration::ofSeconds).toArray(Duration[]::new);
    private static final double[] SECONDS_LEFT = {1, 30, 60, 90, 100, 110, 115, 118, 120};
    private static final String NEVER = "";

    private final Supplier<MeterRegistry> meters;
    private final Clock clock;
    private final Map<String, Instant> lastSuccesses = new ConcurrentHashMap<>();
    private final Map<String, LastFailure> lastFailures = new ConcurrentHashMap<>();

    private record LastFailure(Instant at, Failure failure) {}

    /** @param meters the metrics, which are there when the program runs */
    public DeliveryMeters(Supplier<MeterRegistry> meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** Counts a warning, whether or not somebody is notified. */
    void warning(Alert alert) {
        Counter.builder("spot.warnings")
                .description("Warnings, suppressed ones included, each once")
                .tag("kind", alert.interruption().kind().name())
                .tag("severity", alert.severity().name())
                .tag("completeness", alert.impact().completeness().toString())
                .register(meters.get())
                .increment();
    }

    /** Takes in that a channel has taken alerts. */
    void sent(String channel, List<Alert> alerts) {
        Instant now = clock.instant();
        lastSuccesses.put(channel, now);
        counter(channel, null).increment(alerts.size());
        for (Alert alert : alerts) {
            if (alert instanceof Alert.Warning) {
                Timer.builder("spot.delivery.delay")
                        .description("From AWS's notice until the channel has the warning")
                        .tag("channel", channel)
                        .serviceLevelObjectives(DELAYS)
                        .register(meters.get())
                        .record(Duration.between(alert.interruption().noticedAt(), now));
                secondsLeft(alert, now)
                        .forEach(seconds -> DistributionSummary.builder("spot.delivery.seconds.left")
                                .description(
                                        "Seconds until the instance ends when the channel has the warning; 0 when it came late")
                                .tag("channel", channel)
                                .tag("source", alert.interruption().source().name())
                                .serviceLevelObjectives(SECONDS_LEFT)
                                .register(meters.get())
                                .record(Math.max(0.0, seconds.doubleValue())));
            }
        }
    }

    /** Takes in that a channel has not taken alerts. */
    void failed(String channel, List<Alert> alerts, Failure failure) {
        lastFailures.put(channel, new LastFailure(clock.instant(), failure));
        counter(channel, failure.reason()).increment(alerts.size());
    }

    /**
     * Counts alerts that a channel was given.
     *
     * @param reason why it failed; null when it has them
     */
    Counter counter(String channel, @Nullable FailureReason reason) {
        return Counter.builder("spot.alerts")
                .description("Alerts that a channel was given, by how it fared")
                .tag("channel", channel)
                .tag("outcome", reason == null ? "sent" : "failed")
                .tag("reason", reason == null ? "none" : reason.name())
                .register(meters.get());
    }

    /** None where AWS gives no time: a hibernation begins with its warning. */
    static Stream<Long> secondsLeft(Alert alert, Instant now) {
        Interruption interruption = alert.interruption();
        Instant terminatesAt = interruption.terminatesAt();
        boolean warns = alert instanceof Alert.Warning && interruption.kind().warning();
        return terminatesAt == null || interruption.action() == InstanceAction.HIBERNATE || !warns
                ? Stream.of()
                : Stream.of(Duration.between(now, terminatesAt).toSeconds());
    }

    /** What JMX says of a channel. */
    Figures figures(String channel) {
        return new Figures("type=Channel,name=" + channel, "How the channel fared last")
                .text("LastSuccess", "When it took alerts last", () -> last(lastSuccesses, channel, Instant::toString))
                .text(
                        "LastFailure",
                        "When it took none last",
                        () -> last(lastFailures, channel, last -> last.at().toString()))
                .text(
                        "LastFailureReason",
                        "Why it took none",
                        () -> last(
                                lastFailures,
                                channel,
                                last -> last.failure().reason() + ": "
                                        + last.failure().text()));
    }

    private static <V> String last(Map<String, V> all, String channel, Function<V, String> text) {
        return Optional.ofNullable(all.get(channel)).map(text).orElse(NEVER);
    }
}
