package org.spotalert.pipeline.notify.routing;

import org.apache.camel.Endpoint;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectEndpoint;

/** Where a channel takes its alerts and which of them it wants. */
public final class ChannelEndpoint extends DirectEndpoint {

    private final Condition condition;

    ChannelEndpoint(String uri, DirectComponent component, Condition condition) {
        super(uri, component);
        this.condition = condition;
    }

    /** The channel whose route consumes this endpoint; one of another kind has no condition. */
    public static RunningChannel channel(Endpoint endpoint) {
        // The options are the consumer's: who sends names the endpoint without them.
        String uri = endpoint.getEndpointUri().replaceFirst("\\?.*", "");
        return endpoint instanceof ChannelEndpoint channel
                ? new RunningChannel(uri, channel.condition)
                : new RunningChannel(uri, Condition.parse(""));
    }
}
