package org.spotalert.notify;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.config.BadSettingsException;
import org.spotalert.live.LiveRoutes;

/** Says who will be told; a program that can tell nobody does not start. */
public final class ChannelsAtStart implements StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelsAtStart.class);

    private final String queueUrl;

    /**
     * @param queueUrl the queue that is read
     */
    public ChannelsAtStart(String queueUrl) {
        this.queueUrl = queueUrl;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        List<String> channels = context.getRoutesByGroup(LiveRoutes.CHANNEL_GROUP).stream()
                .map(route -> Channels.name(route.getEndpoint().getEndpointUri()))
                .sorted()
                .toList();
        if (channels.isEmpty()) {
            throw new BadSettingsException(
                    List.of("ENABLE_SNS, ENABLE_CHAT, ENABLE_EMAIL: no channel is enabled; set at"
                            + " least one of them to true, or add a file to routes/channels"));
        }
        LOG.atInfo()
                .addKeyValue("queue", queueUrl)
                .addKeyValue("channels", channels)
                .log("ready");
    }
}
