package org.spotalert.pipeline.store.setup;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.service.ServiceSupport;
import org.spotalert.pipeline.store.HistoryApi;
import org.spotalert.pipeline.store.IncidentLog;
import org.spotalert.pipeline.store.Store;
import org.spotalert.pipeline.store.StoreAccess;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.health.WarningHealthCheck;
import org.spotalert.platform.management.Figures;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.store.StoreSettings;

/** Makes the store of the running program, and what writes to it. */
public final class StoreBeans {

    /** How long the first alerts wait for the store to open. */
    private static final Duration OPENING = Duration.ofSeconds(5);
    /** How often a lease is renewed before it would lapse. */
    private static final int RENEWALS = 3;

    private StoreBeans() {}

    /**
     * What the stages need of it.
     *
     * @param lease how long a lease holds that nobody renews
     */
    public record Made(StoreAccess store, IncidentLog incidents, Duration lease) {}

    /**
     * Makes the parts, and connects to nothing.
     *
     * @throws InvalidSettingsException when only an operator can put the store right
     */
    public static Made bind(CamelContext context, StoreSettings settings, Clock clock) throws Exception {
        Store kept = Stores.of(settings);
        kept.verify();
        StoreAccess store = new StoreAccess(kept, OPENING);
        Contexts.afterStop(context, store::close);
        IncidentLog incidents = new IncidentLog(store, clock);
        Contexts.derive(
                context,
                Map.of(
                        "spot.store.renewal",
                        String.valueOf(settings.lease().dividedBy(RENEWALS).toMillis())));
        context.getRegistry().bind("store", store);
        context.getRegistry().bind("incidentLog", incidents);
        context.getRegistry().bind("historyApi", new HistoryApi(store));
        // Writes the last changes before the store is closed.
        context.addService(new ServiceSupport() {
            @Override
            protected void doStop() {
                incidents.write();
            }
        });
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("store", store::warning));
        new Figures("type=DeliveryLog", "The store, which keeps what was sent: " + kept.place())
                .number(
                        "Working",
                        "spot.store.working",
                        "1 when the store keeps deliveries, 0 when alerts may be repeated",
                        () -> store.warning().isEmpty() ? 1 : 0)
                .text(
                        "Problem",
                        "Why it fails; empty when it works",
                        () -> store.warning().orElse(""))
                .show(context);
        return new Made(store, incidents, settings.lease());
    }
}
