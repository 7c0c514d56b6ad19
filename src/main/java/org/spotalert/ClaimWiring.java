package org.spotalert;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;
import org.spotalert.claim.ClaimDatabase;
import org.spotalert.claim.ClaimLease;
import org.spotalert.claim.ClaimUpkeep;
import org.spotalert.claim.Claims;
import org.spotalert.claim.IncidentHistory;
import org.spotalert.claim.StoreSettings;
import org.spotalert.health.WarningHealthCheck;

/** Makes the claims, the database that keeps them, and what looks after both. */
final class ClaimWiring {

    /** How long the first alerts wait for the database to open. */
    private static final Duration OPENING = Duration.ofSeconds(5);

    private final CamelContext context;

    ClaimWiring(CamelContext context) {
        this.context = context;
    }

    /**
     * What other parts need of them.
     *
     * @param database keeps silences as well
     */
    record Made(ClaimDatabase database, Claims claims) {}

    Made bind(StoreSettings settings) {
        ClaimDatabase database = new ClaimDatabase(settings, OPENING);
        Wiring.afterStop(context, database::close);
        Claims claims = new Claims(database, ClaimLease.ofThisProcess());
        Registry registry = context.getRegistry();
        registry.bind("incidentHistory", new IncidentHistory(database));
        registry.bind("claimUpkeep", new ClaimUpkeep(database, claims, settings.retention()));
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("claims", database::warning));
        return new Made(database, claims);
    }
}
