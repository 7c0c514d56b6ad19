package org.spotalert;

import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.spi.Registry;
import org.spotalert.aws.AwsClients;
import org.spotalert.aws.LookupClients;
import org.spotalert.channel.message.AlertMessages;
import org.spotalert.config.Settings;
import org.spotalert.config.WindowSettings;
import org.spotalert.enrich.InstanceDrain;
import org.spotalert.enrich.RecoveryLookup;
import org.spotalert.follow.FollowUpStart;
import org.spotalert.follow.FollowUps;
import org.spotalert.notify.Draining;
import org.spotalert.window.BatchingWindow;
import org.spotalert.window.Opening;

/** Makes the parts that come after an alert: draining, and the follow-up of how it ended. */
final class FollowUpWiring {

    /** How many follow-ups tell something at the same time. */
    private static final int STEPS = 8;

    private final CamelContext context;
    private final Clock clock;

    FollowUpWiring(CamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    void bind(Settings settings, AwsClients clients, LookupClients lookups, ClaimWiring.Made kept) {
        FollowUps followUps = new FollowUps(
                settings.followUp(),
                settings.suppression().criticalBelow(),
                new RecoveryLookup(
                        clients.credentials(), lookups, settings.lookups().patience(), clock),
                clock);
        Registry registry = context.getRegistry();
        registry.bind("followUps", followUps);
        registry.bind(
                "followUpStart",
                new FollowUpStart(
                        settings.followUp().on(), followUps, kept.claims(), new AlertMessages(clock)::thread));
        registry.bind("followUpWindow", window(settings.window()));
        registry.bind("detailWindow", window(settings.window()));
        // Bounded, and apart from the channels' threads, which each step waits for.
        registry.bind(
                "followUpThreads", context.getExecutorServiceManager().newFixedThreadPool(this, "follow-up", STEPS));
        registry.bind("gatherOutcomes", new GroupedBodyAggregationStrategy());
        InstanceDrain drain = new InstanceDrain(
                clients.credentials(), lookups, settings.lookups().patience(), clock);
        registry.bind("draining", new Draining(settings.drain(), drain::drain));
    }

    /** Reminders are due at the same time where they can be: none leaves without the others. */
    private static BatchingWindow window(WindowSettings settings) {
        return new BatchingWindow(
                "direct:follow-up", Opening.after(settings.period()), settings.maxInFlight(), "direct:put-off");
    }
}
