package org.spotalert.local;

import java.util.Map;

/** Settings with which the program waits no longer than a test needs, and no less. A test that is about one of them sets it itself. */
public final class QuickSettings {

    /** The settings, by the names of their properties. */
    public static final Map<String, String> PROPERTIES = Map.of(
            "spot.queue.wait-time", "1",
            // moto may be slow where many tests run: what it has not answered in time is missing in the alert.
            "spot.enrich.timeout", "20s",
            "spot.batch.late", "500ms",
            "spot.channel.google-chat.messages-per-second", "100",
            "spot.channel.slack.messages-per-second", "100",
            "spot.channel.teams.messages-per-second", "100",
            // Its calls would count among those of lookups; FleetIT turns it on.
            "spot.fleet", "false",
            // moto knows none of its answers.
            "spot.audit", "false",
            // Its checks are messages more on the queue; RecoveryIT turns it on.
            "spot.recovery", "false");

    /** The same, by the names of their environment variables. */
    public static final Map<String, String> VARIABLES = Variables.of(PROPERTIES);

    private QuickSettings() {}
}
