package org.spotalert.pipeline.notify;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumSet;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.FailureReason;
import org.spotalert.platform.camel.Contexts;

/**
 * Lets the counters begin at 0: a rate is only seen in a series that was there before, so that an alarm would miss the first
 * failure. The registry counts: a send that belongs to no route would spoil Camel's own metrics.
 */
public record AlertCounters(Channels channels, DeliveryMeters meters) implements StartupListener {

    private static final EnumSet<Rule> SENDING = EnumSet.of(Rule.IMPACT_UNKNOWN, Rule.TASKS_LOST);

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        MeterRegistry metrics = Contexts.meters(context);
        // The tags that the routes' steps give.
        Tags tags = Tags.of(MicrometerConstants.CAMEL_CONTEXT_TAG, context.getName());
        metrics.counter("spot.events.received", tags);
        metrics.counter("spot.events.foreign", tags);
        for (Rule rule : EnumSet.complementOf(SENDING)) {
            metrics.counter("spot.alerts.suppressed", tags.and("rule", rule.name()));
        }
        for (String channel : channels.allNames()) {
            meters.counter(channel, null);
            for (FailureReason reason : FailureReason.values()) {
                meters.counter(channel, reason);
            }
        }
    }
}
