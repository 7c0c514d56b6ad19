package org.spotalert.pipeline.notify;

import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Merges what became of each delivery into one report. */
public final class MergeDeliveries implements AggregationStrategy {

    @Override
    @SuppressWarnings("unchecked") // The body of the batch is its alerts.
    public Exchange aggregate(@Nullable Exchange merged, Exchange channel) {
        throw new UnsupportedOperationException("a report names its batch");
    }

    @Override
    @SuppressWarnings("unchecked") // The body of the batch is its alerts.
    public Exchange aggregate(@Nullable Exchange merged, Exchange channel, Exchange batch) {
        Exchange answer = merged == null ? channel : merged;
        if (channel.getException() != null) {
            // Not the channel's failure, which is part of its delivery, but a fault of the steps around it.
            answer.setException(channel.getException());
            return answer;
        }
        DeliveryReport report = answer.getMessage().getBody() instanceof DeliveryReport sofar
                ? sofar
                : new DeliveryReport(batch.getMessage().getBody(List.class), List.of());
        answer.getMessage().setBody(report.with(channel.getMessage().getBody(Delivery.class)));
        return answer;
    }
}
