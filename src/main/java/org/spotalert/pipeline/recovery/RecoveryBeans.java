package org.spotalert.pipeline.recovery;

import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.spi.Registry;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.fleet.RecoveryLookup;
import org.spotalert.model.Impact;
import org.spotalert.pipeline.notify.Draining;
import org.spotalert.pipeline.notify.InstanceDrain;
import org.spotalert.pipeline.store.IncidentLog;
import org.spotalert.pipeline.store.StoreAccess;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.LookupClients;

/** Makes the parts that come after an alert: draining, and the checks of the recovery. */
public record RecoveryBeans(CamelContext context, Clock clock) {

    /** How many checks send something at the same time. */
    private static final int STEPS = 8;

    public void bind(
            RecoverySettings settings,
            boolean drain,
            UnaryOperator<Impact> judged,
            Duration lookupTimeout,
            AwsClients clients,
            LookupClients lookups,
            StoreAccess store,
            IncidentLog incidents) {
        RecoveryLookup lookup = new RecoveryLookup(clients.credentials(), lookups, lookupTimeout, clock);
        Registry registry = context.getRegistry();
        registry.bind("recoveryStart", new RecoveryStart(settings, incidents, new AlertMessages(clock)::thread, clock));
        registry.bind("recoveryChecks", new RecoveryChecks(settings, judged, lookup, incidents, clock));
        registry.bind("recoverySteps", new RecoverySteps(incidents, clock));
        registry.bind("overdueChecks", new OverdueChecks(store, incidents, clock));
        // Bounded, and apart from the channels' threads, which each step waits for.
        registry.bind(
                "recoveryThreads", context.getExecutorServiceManager().newFixedThreadPool(this, "recovery", STEPS));
        registry.bind("collectOutcomes", new GroupedBodyAggregationStrategy());
        InstanceDrain instances = new InstanceDrain(clients.credentials(), lookups, lookupTimeout, clock);
        registry.bind("draining", new Draining(drain, instances::drain, incidents::drained));
    }
}
