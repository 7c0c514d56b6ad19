package org.spotalert.notify;

import java.util.List;
import java.util.function.Supplier;

/** The channels there are: every route of the group {@code channel}. A file in routes/channels is enough to be one. */
public final class Channels {

    private static final String ROUTE_PREFIX = "channel-";

    private final Supplier<List<String>> running;

    /**
     * @param running the endpoints of the channels, those in replacement included
     */
    public Channels(Supplier<List<String>> running) {
        this.running = running;
    }

    /**
     * Where each channel takes its alerts.
     *
     * @throws UndeliveredException when there is no channel: nobody would be told
     */
    public List<String> endpoints() throws UndeliveredException {
        List<String> endpoints = running.get();
        if (endpoints.isEmpty()) {
            throw new UndeliveredException("no channel is there to tell anyone; look at routes/channels");
        }
        return endpoints;
    }

    /** The channel's name, from the endpoint that takes its alerts. */
    static String name(String endpointUri) {
        String path = endpointUri.substring(endpointUri.lastIndexOf('/') + 1);
        path = path.substring(path.lastIndexOf(':') + 1);
        return path.startsWith(ROUTE_PREFIX) ? path.substring(ROUTE_PREFIX.length()) : path;
    }
}
