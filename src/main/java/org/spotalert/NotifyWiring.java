package org.spotalert;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;
import org.spotalert.channel.failure.Failures;
import org.spotalert.channel.failure.RetryAfter;
import org.spotalert.claim.ClaimDatabase;
import org.spotalert.claim.ClaimLease;
import org.spotalert.claim.ClaimUpkeep;
import org.spotalert.claim.Claims;
import org.spotalert.claim.IncidentHistory;
import org.spotalert.claim.StoreSettings;
import org.spotalert.event.InterruptionKind;
import org.spotalert.health.WarningHealthCheck;
import org.spotalert.notify.DecisionLog;
import org.spotalert.notify.DeliverySteps;
import org.spotalert.notify.MergeDeliveries;

/** Makes the parts between the decision and the channels: claims, deliveries and their record. */
final class NotifyWiring {

    /** How long the first alerts wait for the store of the claims to open. */
    private static final Duration OPENING = Duration.ofSeconds(5);

    static final String CLAIM_DATABASE = "claimDatabase";
    static final String FAILURES = "failures";

    private final CamelContext context;
    private final Clock clock;

    NotifyWiring(CamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    /**
     * Binds them, and returns the claims.
     *
     * @param kinds the kinds of events that people are told of
     */
    Claims bind(StoreSettings settings, Set<InterruptionKind> kinds) throws Exception {
        Failures failures = new Failures(clock);
        Registry registry = context.getRegistry();
        registry.bind(FAILURES, failures);
        registry.bind("retryAfter", new RetryAfter(clock));
        registry.bind("decisionLog", new DecisionLog(clock));
        registry.bind("mergeDeliveries", new MergeDeliveries());
        Claims claims = claims(settings, kinds);
        registry.bind("deliverySteps", new DeliverySteps(claims, failures::describe));
        // No bound of its own: the window bounds the batches, and a slow channel must not take another's thread.
        registry.bind("channelThreads", context.getExecutorServiceManager().newCachedThreadPool(this, "channel"));
        return claims;
    }

    private Claims claims(StoreSettings settings, Set<InterruptionKind> kinds) throws Exception {
        ClaimDatabase database = new ClaimDatabase(settings, OPENING);
        context.getRegistry()
                .bind(
                        "incidentHistory",
                        new IncidentHistory(database, kinds.contains(InterruptionKind.SCHEDULED_CHANGE)));
        ClaimLease lease = ClaimLease.ofThisProcess();
        Wiring.afterStop(context, database::close);
        // Silences are kept there as well.
        context.getRegistry().bind(CLAIM_DATABASE, database);
        Claims claims = new Claims(database, lease);
        context.getRegistry().bind("claimUpkeep", new ClaimUpkeep(database, claims, settings.retention()));
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("claims", database::warning));
        return claims;
    }
}
