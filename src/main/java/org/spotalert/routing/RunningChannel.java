package org.spotalert.routing;

/**
 * A channel as its route defines it.
 *
 * @param endpoint where the channel takes its alerts
 * @param condition which alerts it wants
 * @param announcements whether its route takes announcements as well
 */
public record RunningChannel(String endpoint, Condition condition, boolean announcements) {

    private static final String ROUTE_PREFIX = "channel-";

    /** A channel that takes alerts only. */
    public RunningChannel(String endpoint, Condition condition) {
        this(endpoint, condition, false);
    }

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
