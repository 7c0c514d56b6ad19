package org.spotalert.pipeline.notify.deliveries;

import java.time.Duration;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;
import org.spotalert.model.InterruptionKind;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.health.WarningHealthCheck;
import org.spotalert.platform.store.StoreDatabase;
import org.spotalert.platform.store.StoreSettings;

/** Makes the claims, the database that keeps them, and what looks after both. */
public final class DeliveryLogBeans {

    /** How long the first alerts wait for the database to open. */
    private static final Duration OPENING = Duration.ofSeconds(5);

    private final CamelContext context;

    public DeliveryLogBeans(CamelContext context) {
        this.context = context;
    }

    /**
     * What other parts need of them.
     *
     * @param database keeps silences, open follow-ups and suppressed alerts as well
     */
    public record Made(StoreDatabase database, DeliveryLog claims) {}

    /**
     * Makes the parts.
     *
     * @param kinds the kinds of events that are notified
     */
    public Made bind(StoreSettings settings, Set<InterruptionKind> kinds) {
        StoreDatabase database = new StoreDatabase(settings, OPENING);
        Contexts.afterStop(context, database::close);
        DeliveryLog claims = new DeliveryLog(database, LeaseOwner.ofThisProcess());
        Registry registry = context.getRegistry();
        registry.bind(
                "incidentHistory", new IncidentHistory(database, kinds.contains(InterruptionKind.SCHEDULED_CHANGE)));
        registry.bind("claimUpkeep", new LeaseRenewal(database, claims, settings.retention()));
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("claims", database::warning));
        return new Made(database, claims);
    }
}
