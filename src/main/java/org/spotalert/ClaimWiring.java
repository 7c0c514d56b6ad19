package org.spotalert;

import java.time.Duration;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;
import org.spotalert.claim.ClaimDatabase;
import org.spotalert.claim.ClaimLease;
import org.spotalert.claim.ClaimUpkeep;
import org.spotalert.claim.Claims;
import org.spotalert.claim.IncidentHistory;
import org.spotalert.claim.StoreSettings;
import org.spotalert.event.InterruptionKind;
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
     * @param database keeps silences, open follow-ups and suppressed alerts as well
     */
    record Made(ClaimDatabase database, Claims claims) {}

    /**
     * @param kinds the kinds of events that people are told of
     */
    Made bind(StoreSettings settings, Set<InterruptionKind> kinds) {
        ClaimDatabase database = new ClaimDatabase(settings, OPENING);
        Wiring.afterStop(context, database::close);
        Claims claims = new Claims(database, ClaimLease.ofThisProcess());
        Registry registry = context.getRegistry();
        registry.bind(
                "incidentHistory", new IncidentHistory(database, kinds.contains(InterruptionKind.SCHEDULED_CHANGE)));
        registry.bind("claimUpkeep", new ClaimUpkeep(database, claims, settings.retention()));
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("claims", database::warning));
        return new Made(database, claims);
    }
}
