package org.spotalert.pipeline.notify;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.failure.RetryAfter;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog;
import org.spotalert.pipeline.notify.deliveries.IncidentHistory;
import org.spotalert.pipeline.notify.deliveries.NotificationRecord;
import org.spotalert.pipeline.store.setup.StoreBeans;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.health.WarningHealthCheck;

/** Makes the parts between the decision and the channels: deliveries and their record. */
public record NotifyBeans(CamelContext context, Clock clock) {

    private static final Duration STUCK_THREADS = Duration.ofMillis(500);

    /**
     * Makes the parts.
     *
     * @param waitingForRoom how long the consumer of the queue has been waiting for permits
     */
    public DeliveryLog bind(
            StoreBeans.Made kept,
            NotifySettings settings,
            int maxInFlight,
            Failures failures,
            Supplier<Duration> waitingForRoom) {
        Registry registry = context.getRegistry();
        DeliveryLog deliveries = new DeliveryLog(kept.store());
        registry.bind("deliveryLog", deliveries);
        registry.bind("incidentHistory", new IncidentHistory(kept.store()));
        registry.bind("failures", failures);
        registry.bind("retryAfter", new RetryAfter(clock));
        DeliveryMeters meters = new DeliveryMeters(() -> Contexts.meters(context), clock);
        registry.bind("deliveryMeters", meters);
        AlertMetrics metrics = new AlertMetrics(settings.metrics(), meters, clock);
        registry.bind("decisionLog", new DecisionLog(clock, kept.lease(), metrics));
        registry.bind("mergeDeliveries", new MergeDeliveries());
        DeliverySteps steps = new DeliverySteps(
                deliveries,
                new NotificationRecord(kept.incidents(), new AlertMessages(clock)::thread, clock),
                failures::of,
                metrics);
        registry.bind("deliverySteps", steps);
        // No bound of its own: the window bounds the batches, and a slow channel must not take another's thread.
        ExecutorService threads = context.getExecutorServiceManager().newCachedThreadPool(this, "channel");
        registry.bind("channelThreads", threads);
        // A stop has waited for the routes by then; a thread that is stuck in a channel ends with the process.
        context.getExecutorServiceManager().setShutdownAwaitTermination(STUCK_THREADS.toMillis());
        ChannelSender sender = new ChannelSender(
                context,
                threads,
                settings.timeout(),
                maxInFlight,
                settings.fallbackAfter(),
                clock,
                waitingForRoom,
                steps);
        registry.bind("channelSender", sender);
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("room", sender.room()::warning));
        return deliveries;
    }
}
