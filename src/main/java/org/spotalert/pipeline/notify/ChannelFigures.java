package org.spotalert.pipeline.notify;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumSet;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.spi.RouteController;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.FailureReason;
import org.spotalert.pipeline.notify.routing.ChannelConditions;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.platform.camel.Contexts;

/**
 * Shows each channel from the start on. In JMX, how it fared last, and two operations that suspend and resume its route. The
 * counters begin at 0: a rate is only seen in a series that was there before, so that an alarm would miss the first failure.
 */
public record ChannelFigures(Channels channels, DeliveryMeters meters) implements StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelFigures.class);

    private static final EnumSet<Rule> SENDING = EnumSet.of(Rule.IMPACT_UNKNOWN, Rule.TASKS_LOST);

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) throws Exception {
        // Camel calls this again when a route is added or resumed.
        beginCounters(context);
        if (alreadyStarted) {
            return;
        }
        for (String channel : channels.allNames()) {
            meters.figures(channel)
                    .text("State", "Started or Suspended", () -> state(context, channel))
                    .operation("suspend", () -> suspend(context, channel))
                    .operation("resume", () -> resume(context, channel))
                    .onCamelContextStarted(context, false);
        }
    }

    /** The registry counts: a send that belongs to no route would spoil Camel's own metrics. */
    private void beginCounters(CamelContext context) {
        MeterRegistry metrics = Contexts.meters(context);
        // The tags that the routes' steps give.
        Tags tags = Tags.of(MicrometerConstants.CAMEL_CONTEXT_TAG, context.getName());
        metrics.counter("spot.events.received", tags);
        metrics.counter("spot.events.foreign", tags);
        metrics.counter("spot.events.fleet", tags);
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

    private static String state(CamelContext context, String channel) {
        return String.valueOf(context.getRouteController().getRouteStatus(route(context, channel)));
    }

    private static void suspend(CamelContext context, String channel) throws Exception {
        checkAllowed(context);
        context.getRouteController().suspendRoute(route(context, channel));
        LOG.atWarn().addKeyValue("channel", channel).log("an operator has suspended a channel; its alerts come back");
    }

    /** Starts the route anew: Camel cannot resume one whose suspension it has forced, because a send took too long. */
    private static void resume(CamelContext context, String channel) throws Exception {
        checkAllowed(context);
        RouteController routes = context.getRouteController();
        String route = route(context, channel);
        routes.stopRoute(route);
        routes.startRoute(route);
        LOG.atInfo().addKeyValue("channel", channel).log("an operator has resumed a channel");
    }

    private static void checkAllowed(CamelContext context) {
        if (Contexts.property(context)
                .apply("spot.management.operate")
                .filter("true"::equals)
                .isEmpty()) {
            throw new IllegalStateException("operators may only look here; SPOT_MANAGEMENT_OPERATE=true allows more");
        }
    }

    private static String route(CamelContext context, String channel) {
        return context.getRoutesByGroup(RunningChannel.GROUP).stream()
                .filter(route -> ChannelConditions.channel(route).name().equals(channel))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no channel " + channel + " now"))
                .getId();
    }
}
