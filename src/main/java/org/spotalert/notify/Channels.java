package org.spotalert.notify;

import java.util.List;
import java.util.concurrent.locks.Lock;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;

/** The channels there are: every route of the group {@code channel}. A file in routes/channels is enough to be one. */
public final class Channels implements CamelContextAware {

    /** The route group that makes a route a channel. */
    public static final String GROUP = "channel";

    private static final String ROUTE_PREFIX = "channel-";

    private final Lock editing;
    private @Nullable CamelContext camelContext;

    /**
     * @param editing held by whoever replaces routes
     */
    public Channels(Lock editing) {
        this.editing = editing;
    }

    @Override
    public void setCamelContext(@Nullable CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    /**
     * Where each channel takes its alerts.
     *
     * @throws UndeliveredException when there is no channel: nobody would be told
     */
    public List<String> endpoints() throws UndeliveredException {
        List<String> endpoints = running();
        if (endpoints.isEmpty()) {
            throw new UndeliveredException("no channel is there to tell anyone; look at routes/channels");
        }
        return endpoints;
    }

    private List<String> running() {
        editing.lock();
        try {
            return camelContext == null
                    ? List.of()
                    : camelContext.getRoutes().stream()
                            .filter(route -> GROUP.equals(route.getGroup()))
                            .map(Route::getEndpoint)
                            .map(endpoint -> endpoint.getEndpointUri())
                            .toList();
        } finally {
            editing.unlock();
        }
    }

    /** The channel's name, from the endpoint that takes its alerts. */
    static String name(String endpointUri) {
        String path = endpointUri.substring(endpointUri.lastIndexOf('/') + 1);
        path = path.substring(path.lastIndexOf(':') + 1);
        return path.startsWith(ROUTE_PREFIX) ? path.substring(ROUTE_PREFIX.length()) : path;
    }
}
