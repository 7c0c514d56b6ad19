package org.spotalert.pipeline.notify.routing;

/**
 * A channel as its route defines it.
 *
 * @param endpoint where the channel takes its alerts
 * @param condition which alerts it wants
 */
public record RunningChannel(String endpoint, Condition condition) {

    /** The group of the routes that are channels. */
    public static final String GROUP = "channel";

    private static final String ROUTE_PREFIX = "channel-";

    /** The channel's name: its endpoint's without the prefix {@code channel-}. */
    public String name() {
        return name(endpoint);
    }

    static String name(String endpoint) {
        String path = endpoint.substring(endpoint.lastIndexOf('/') + 1);
        path = path.substring(path.lastIndexOf(':') + 1);
        return path.startsWith(ROUTE_PREFIX) ? path.substring(ROUTE_PREFIX.length()) : path;
    }
}
