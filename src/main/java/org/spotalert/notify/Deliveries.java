package org.spotalert.notify;

import java.util.List;
import java.util.function.Function;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;
import org.spotalert.notify.DeliveryReport.Delivery;

/** Gathers how each channel fared into one report. A channel that failed does not fail the others. */
public final class Deliveries implements AggregationStrategy {

    private final Function<Exception, String> failures;

    /**
     * @param failures says in words, and without secrets, why a channel failed
     */
    public Deliveries(Function<Exception, String> failures) {
        this.failures = failures;
    }

    @Override
    public Exchange aggregate(@Nullable Exchange gathered, Exchange channel) {
        DeliveryReport report = gathered == null
                ? new DeliveryReport(List.of())
                : gathered.getMessage().getBody(DeliveryReport.class);
        Exchange answer = gathered == null ? channel : gathered;
        answer.getMessage().setBody(report.with(delivery(channel)));
        // The failure is in the report now; left on the exchange it would hide the other channels.
        answer.setException(null);
        answer.removeProperty(ExchangePropertyKey.EXCEPTION_CAUGHT);
        return answer;
    }

    private Delivery delivery(Exchange channel) {
        String endpoint = channel.getProperty(ExchangePropertyKey.RECIPIENT_LIST_ENDPOINT, "", String.class);
        int redeliveries = channel.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
        Exception failure = channel.getException();
        return new Delivery(
                Channels.name(endpoint), redeliveries + 1, failure == null ? null : failures.apply(failure));
    }
}
