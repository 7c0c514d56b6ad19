package org.spotalert.fleet;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.spotalert.model.Cluster;
import org.spotalert.platform.aws.LookupClients;

/** Fleet snapshots for tests: their settings, and the lookups around them, without threads of their own. */
public final class Fleets {

    public static final FleetSettings SETTINGS =
            new FleetSettings(Duration.ofSeconds(1), 10, Duration.ofMinutes(10), 100_000);

    private Fleets() {}

    /** A fleet of which nothing is known. */
    public static Fleet empty() {
        return new Fleet(SETTINGS, Clock.systemUTC());
    }

    static FleetLookups lookups(List<Cluster> configured, LookupClients clients) {
        return FleetLookups.of(configured, SETTINGS, clients, Runnable::run, Runnable::run, Clock.systemUTC());
    }
}
