package org.spotalert.pipeline.recovery;

import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.spi.Registry;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.fleet.InstanceDrain;
import org.spotalert.fleet.RecoveryLookup;
import org.spotalert.pipeline.intake.BatchSettings;
import org.spotalert.pipeline.notify.Draining;
import org.spotalert.pipeline.notify.deliveries.DeliveryLog;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.window.BatchTiming;
import org.spotalert.platform.window.BatchingWindow;

/** Makes the parts that come after an alert: draining, and the follow-up of how it ended. */
public final class RecoveryBeans {

    /** How many follow-ups tell something at the same time. */
    private static final int STEPS = 8;

    private final CamelContext context;
    private final Clock clock;

    public RecoveryBeans(CamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    public void bind(
            RecoverySettings settings,
            boolean drain,
            int criticalBelow,
            Duration lookupTimeout,
            BatchSettings batch,
            AwsClients clients,
            LookupClients lookups,
            DeliveryLog deliveries) {
        RecoveryChecks followUps = new RecoveryChecks(
                settings,
                criticalBelow,
                new RecoveryLookup(clients.credentials(), lookups, lookupTimeout, clock),
                clock);
        Registry registry = context.getRegistry();
        registry.bind("followUps", followUps);
        registry.bind(
                "followUpStart",
                new RecoveryStart(settings.on(), followUps, deliveries, new AlertMessages(clock)::thread));
        registry.bind("followUpWindow", window(batch));
        registry.bind("detailWindow", window(batch));
        // Bounded, and apart from the channels' threads, which each step waits for.
        registry.bind(
                "followUpThreads", context.getExecutorServiceManager().newFixedThreadPool(this, "follow-up", STEPS));
        registry.bind("gatherOutcomes", new GroupedBodyAggregationStrategy());
        InstanceDrain instances = new InstanceDrain(clients.credentials(), lookups, lookupTimeout, clock);
        registry.bind("draining", new Draining(drain, instances::drain));
    }

    /** Reminders are due at the same time where they can be: none leaves without the others. */
    private static BatchingWindow window(BatchSettings settings) {
        return new BatchingWindow(
                "direct:follow-up", BatchTiming.after(settings.period()), settings.maxInFlight(), "direct:put-off");
    }
}
