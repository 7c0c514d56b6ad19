package org.spotalert.pipeline.notify;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.Alert;
import org.spotalert.model.Failure;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog;
import org.spotalert.pipeline.notify.deliveries.NotificationRecord;

/**
 * The steps of a delivery around the channel itself: the leases before and after, and the fallback.
 *
 * @param failures says why a channel failed
 */
public record DeliverySteps(
        DeliveryLog deliveries,
        NotificationRecord notifications,
        Function<Exception, Failure> failures,
        AlertMetrics metrics) {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverySteps.class);

    /**
     * The delivery, cut down to what the channel does not have and nobody is sending. While the store fails, it is cut down to
     * what this process does not know it has sent.
     */
    public Delivery acquire(Delivery delivery) {
        if (!delivery.anythingToSend()) {
            return delivery;
        }
        try {
            return delivery.withPartition(deliveries.acquire(delivery.channel(), delivery.alerts()));
        } catch (RuntimeException storeFails) {
            LOG.atDebug()
                    .addKeyValue("channel", delivery.channel())
                    .addKeyValue("reason", storeFails.getMessage())
                    .log("no lease, since the store fails; alerts are sent without");
            return delivery.withPartition(deliveries.withoutStore(delivery.channel(), delivery.alerts()));
        }
    }

    /** The delivery, done. */
    public Delivery sent(Delivery delivery) {
        sent(delivery.channel(), delivery.alerts());
        return delivery.sent();
    }

    /** The delivery, failed: it releases its leases, so that the next try need not wait for them to lapse. */
    public Delivery failed(Delivery delivery, Exception failure) {
        if (failure instanceof UnfinishedSendException unfinished) {
            return unfinished(delivery, unfinished);
        }
        deliveries.release(delivery.channel(), delivery.alerts());
        return failed(delivery, failures.apply(failure));
    }

    private Delivery failed(Delivery delivery, Failure reason) {
        metrics.failed(delivery.channel(), delivery.alerts(), reason);
        notifications.failed(delivery.channel(), delivery.alerts(), reason);
        return delivery.failed(reason);
    }

    /** What may still be in flight keeps its lease: {@link ChannelSender} says how it ended. */
    private Delivery unfinished(Delivery delivery, UnfinishedSendException unfinished) {
        if (unfinished.outcome() == UnfinishedSendException.Outcome.IN_FLIGHT) {
            return delivery.leftBehind();
        }
        if (unfinished.outcome() == UnfinishedSendException.Outcome.NOT_SENT) {
            deliveries.release(delivery.channel(), delivery.alerts());
        }
        return failed(delivery, unfinished.failure());
    }

    /** Records that a channel has not taken alerts that its batch no longer waited for, or nobody knows. */
    void notSentLate(Delivery delivery) {
        deliveries.release(delivery.channel(), delivery.alerts());
    }

    private void sent(String channel, List<Alert> alerts) {
        metrics.sent(channel, alerts);
        markSent(channel, alerts, null);
    }

    private void markSent(String channel, List<Alert> alerts, @Nullable String sentBy) {
        deliveries.markSent(channel, alerts);
        notifications.sent(channel, alerts, sentBy);
    }

    /** The failed delivery, done after all when its fallback has the alerts. The channel then counts as having them. */
    public Delivery merge(Delivery delivery, Delivery fallback) {
        Failure own = delivery.failure();
        if (own == null) {
            return delivery;
        }
        if (!fallback.complete()) {
            String standby = Optional.ofNullable(fallback.failure())
                    .map(Failure::text)
                    .orElse("somebody else is just sending to it");
            return delivery.failed(
                    new Failure(own.reason(), own.text() + "; its fallback " + fallback.channel() + ": " + standby));
        }
        markSent(delivery.channel(), delivery.alerts(), fallback.channel());
        return delivery.sentBy(fallback);
    }
}
