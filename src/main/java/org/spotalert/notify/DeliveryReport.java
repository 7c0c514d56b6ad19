package org.spotalert.notify;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the channels fared with a batch of alerts. */
public record DeliveryReport(List<Delivery> deliveries) {

    /**
     * How one channel fared.
     *
     * @param channel the channel's name
     * @param attempts how often the last step was tried
     * @param failure why the channel failed, for a reader and without secrets; null when everything was sent
     */
    public record Delivery(
            String channel, int attempts, @Nullable String failure) {

        /** Whether the channel has its alerts. */
        public boolean sent() {
            return failure == null;
        }
    }

    public DeliveryReport {
        deliveries = List.copyOf(deliveries);
    }

    DeliveryReport with(Delivery delivery) {
        return new DeliveryReport(
                Stream.concat(deliveries.stream(), Stream.of(delivery)).toList());
    }

    /** The channels that have their alerts. */
    public List<String> sent() {
        return deliveries.stream()
                .filter(Delivery::sent)
                .map(Delivery::channel)
                .sorted()
                .toList();
    }

    /** The channels that failed, each with its reason. */
    public List<String> failed() {
        return deliveries.stream()
                .filter(delivery -> !delivery.sent())
                .map(delivery -> delivery.channel() + ": " + delivery.failure())
                .sorted()
                .toList();
    }
}
