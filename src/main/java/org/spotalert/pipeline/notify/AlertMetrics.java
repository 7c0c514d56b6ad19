package org.spotalert.pipeline.notify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.model.Impact;
import org.spotalert.model.Instance;
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

    private final boolean wanted;
    private final DeliveryMeters meters;
    private final Clock clock;
    private final Cache<Subject, Boolean> counted = Caffeine.newBuilder()
            .expireAfterWrite(MESSAGES_COME_BACK)
            .maximumSize(LATEST)
            .build();

    /**
     * @param wanted whether lines carry metrics at all
     * @param meters those that Prometheus reads
     */
    public AlertMetrics(boolean wanted, DeliveryMeters meters, Clock clock) {
        this.wanted = wanted;
        this.meters = meters;
        this.clock = clock;
    }

    /** Adds an interruption's metrics to its decision line, once: what follows a warning or repeats it is no interruption. */
    LoggingEventBuilder interruption(LoggingEventBuilder line, Alert alert) {
        Impact impact = alert.impact();
        if (!(alert instanceof Alert.Warning) || known(impact.interruption().subject())) {
            return line;
        }
        meters.warning(alert);
        if (!wanted || !alert.interruption().kind().warning()) {
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
        meters.sent(channel, alerts);
        delivery(channel, alerts, null);
    }

    /** Writes that a channel has not taken alerts. */
    void failed(String channel, List<Alert> alerts, Failure failure) {
        meters.failed(channel, alerts, failure);
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
                ? alerts.stream()
                        .flatMap(alert -> DeliveryMeters.secondsLeft(alert, now))
                        .toList()
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
}
