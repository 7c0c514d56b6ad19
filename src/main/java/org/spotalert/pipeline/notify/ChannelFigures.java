package org.spotalert.pipeline.notify;

import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.pipeline.notify.routing.ChannelConditions;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.platform.camel.Contexts;

/** Shows each channel in JMX: how it fared last, and two operations that suspend and resume its route. */
public record ChannelFigures(Channels channels, DeliveryMeters meters) implements StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelFigures.class);

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) throws Exception {
        for (String channel : channels.allNames()) {
            meters.figures(channel)
                    .text("State", "Started or Suspended", () -> state(context, channel))
                    .operation("suspend", () -> suspend(context, channel))
                    .operation("resume", () -> resume(context, channel))
                    .onCamelContextStarted(context, false);
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

    private static void resume(CamelContext context, String channel) throws Exception {
        checkAllowed(context);
        context.getRouteController().resumeRoute(route(context, channel));
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
