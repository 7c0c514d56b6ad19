package org.spotalert.pipeline.notify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.model.Impact;
import org.spotalert.model.Instance;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.Interruption.Subject;
import org.spotalert.platform.collection.Chunks;
import org.spotalert.platform.logging.EmbeddedMetrics;
import org.spotalert.platform.logging.EmbeddedMetrics.Unit;

/**
 * CloudWatch's metrics, if they are wanted: the decision line carries those of an interruption, and one line a delivery
 * carries those of its channel.
 */
public final class AlertMetrics {

    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.delivery");

    private static final String CHANNEL = "Channel";
    private static final String CLUSTER = "Cluster";
    private static final String TYPE = "InstanceType";
    private static final String ZONE = "Zone";

    private static final String UNKNOWN = "unknown";
    private static final String NO_CLUSTER = "none";
    /** The capacity provider's name, since such a task has no instance. */
    private static final String FARGATE = "FARGATE_SPOT";

    private static final Duration MESSAGES_COME_BACK = Duration.ofDays(1);
    private static final int LATEST = 10_000;
    /** Micrometer takes no bucket for 0. */
    private static final double[] BUCKETS = {1, 30, 60, 75, 90, 105, 120};

    private final boolean wanted;
    private final Clock clock;
    private final Supplier<MeterRegistry> registry;
    private final Cache<Subject, Boolean> counted = Caffeine.newBuilder()
            .expireAfterWrite(MESSAGES_COME_BACK)
            .maximumSize(LATEST)
            .build();

    /**
     * @param wanted whether lines carry metrics at all
     * @param registry the metrics of the program, wanted or not
     */
    public AlertMetrics(boolean wanted, Clock clock, Supplier<MeterRegistry> registry) {
        this.wanted = wanted;
        this.clock = clock;
        this.registry = registry;
    }

    /** Adds an interruption's metrics to its decision line, once: what follows a warning or repeats it is no interruption. */
    LoggingEventBuilder interruption(LoggingEventBuilder line, Alert alert) {
        Impact impact = alert.impact();
        if (!wanted || !warns(alert) || known(impact.interruption().subject())) {
            return line;
        }
        EmbeddedMetrics metrics = new EmbeddedMetrics()
                .dimension(TYPE, type(impact))
                .dimension(ZONE, Optional.ofNullable(impact.zone()).orElse(UNKNOWN))
                .dimension(CLUSTER, cluster(impact))
                .metric("InterruptionCount", Unit.Count, 1, TYPE, CLUSTER, ZONE);
        if (impact.cluster() != null) {
            metrics.metric("ServicesAffected", Unit.Count, impact.services().size(), CLUSTER);
        }
        return metrics.addTo(line, clock.instant());
    }

    private static boolean warns(Alert alert) {
        return alert instanceof Alert.Warning && alert.interruption().kind().warning();
    }

    private boolean known(Subject subject) {
        return counted.asMap().putIfAbsent(subject, true) != null;
    }

    private static String type(Impact impact) {
        if (impact.interruption().task() != null) {
            return FARGATE;
        }
        return Optional.ofNullable(impact.instance()).map(Instance::type).orElse(UNKNOWN);
    }

    private static String cluster(Impact impact) {
        return Optional.ofNullable(impact.clusterName())
                .orElse(impact.completeness().partial() ? UNKNOWN : NO_CLUSTER);
    }

    /** Writes that a channel has taken alerts. */
    void sent(String channel, List<Alert> alerts) {
        Instant now = clock.instant();
        alerts.forEach(alert -> secondsLeft(alert, now).forEach(left -> measure(channel, alert, left)));
        delivery(channel, alerts, null);
    }

    /** What has gone counts as no second left: a summary takes no negative number. */
    private void measure(String channel, Alert alert, long left) {
        DistributionSummary.builder("spot.alerts.seconds.left")
                .description("Seconds of AWS's warning that were left when the channel had the alert")
                .serviceLevelObjectives(BUCKETS)
                .tag("channel", channel)
                .tag("source", alert.interruption().source().name())
                .register(registry.get())
                .record((double) Math.max(0, left));
    }

    /** Writes that a channel has not taken alerts. */
    void failed(String channel, List<Alert> alerts, Failure failure) {
        delivery(channel, alerts, failure);
    }

    private void delivery(String channel, List<Alert> alerts, @Nullable Failure failure) {
        if (wanted) {
            Chunks.of(alerts, EmbeddedMetrics.MOST_VALUES).forEach(part -> line(channel, part, failure));
        }
    }

    private void line(String channel, List<Alert> alerts, @Nullable Failure failure) {
        Instant now = clock.instant();
        EmbeddedMetrics metrics = new EmbeddedMetrics()
                .dimension(CHANNEL, channel)
                .metric("Deliveries", Unit.Count, failure == null ? alerts.size() : 0, CHANNEL)
                .metric("DeliveryFailures", Unit.Count, failure == null ? 0 : alerts.size(), CHANNEL);
        List<Long> secondsLeft = failure == null
                ? alerts.stream().flatMap(alert -> secondsLeft(alert, now)).toList()
                : List.of();
        if (!secondsLeft.isEmpty()) {
            metrics.metric("SecondsLeft", Unit.Seconds, secondsLeft, CHANNEL);
        }
        LoggingEventBuilder line = metrics.addTo(LOG.atInfo(), now);
        if (failure == null) {
            line.log("channel has its alerts");
        } else {
            line.addKeyValue("failureReason", failure.reason()).log("channel does not have its alerts");
        }
    }

    /** None where AWS gives no time: a hibernation begins with its warning. */
    private static Stream<Long> secondsLeft(Alert alert, Instant now) {
        Interruption interruption = alert.interruption();
        Instant terminatesAt = interruption.terminatesAt();
        return terminatesAt == null || interruption.action() == InstanceAction.HIBERNATE || !warns(alert)
                ? Stream.of()
                : Stream.of(Duration.between(now, terminatesAt).toSeconds());
    }
}
