package org.spotalert.pipeline.watch;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;
import org.spotalert.fleet.reclaims.ReclaimPlaces;
import org.spotalert.fleet.reclaims.SpotRequests;
import org.spotalert.model.Place;
import org.spotalert.pipeline.intake.CanaryEvent;
import org.spotalert.pipeline.intake.FoundNotice;
import org.spotalert.pipeline.intake.RecoveryCheck;
import org.spotalert.pipeline.store.StoreAccess;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.sqs.QueueLocation;
import org.spotalert.platform.health.WarningHealthCheck;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** Makes the parts that look for what EventBridge has not announced. */
public record WatchBeans(
        CamelContext context, AwsClients clients, LookupClients lookups, StoreAccess store, Clock clock) {

    /**
     * Makes the parts.
     *
     * @param timeout how long a question may take
     * @param region the program's own
     * @param places where to watch
     */
    public void bind(
            WatchSettings settings, Duration timeout, String region, ReclaimPlaces places, QueueLocation queue) {
        Registry registry = context.getRegistry();
        WatchLease lease = new WatchLease(store);
        registry.bind("watchLease", lease);
        KnownIncidents known = new KnownIncidents(store);
        registry.bind("knownIncidents", known);
        Supplier<Optional<String>> account =
                () -> clients.credentials().ownAccount().or(queue::account);
        RequestWatch watch = new RequestWatch(
                lease,
                places,
                account,
                new SpotRequests(lookups, timeout, clock),
                known,
                notices -> queue.send(notices.stream().map(FoundNotice::message).toList()),
                context.getExecutorServiceManager().newCachedThreadPool(this, "request-watch"),
                clock);
        registry.bind("requestWatch", watch);
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        health.register(new WarningHealthCheck("request-watch", watch::warning));
        Canary canary = new Canary(
                store,
                settings.canaryInterval(),
                () -> new Place(account.get().orElse(null), region, null),
                this::put,
                clock);
        registry.bind("canary", canary);
        health.register(new WarningHealthCheck("canary", canary::warning));
    }

    private void put(String detail) {
        clients.eventBridge()
                .putEvents(PutEventsRequest.builder()
                        .entries(PutEventsRequestEntry.builder()
                                .source(RecoveryCheck.SOURCE)
                                .detailType(CanaryEvent.DETAIL_TYPE)
                                .detail(detail)
                                .build())
                        .build());
    }
}
