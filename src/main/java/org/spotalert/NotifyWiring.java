package org.spotalert;

import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.spotalert.channel.failure.Failures;
import org.spotalert.channel.failure.RetryAfter;
import org.spotalert.claim.Claims;
import org.spotalert.config.ChannelSettings;
import org.spotalert.notify.DecisionLog;
import org.spotalert.notify.DeliverySteps;
import org.spotalert.notify.FallbackTurn;
import org.spotalert.notify.MergeDeliveries;

/** Makes the parts between the decision and the channels: deliveries and their record. */
final class NotifyWiring {

    private final CamelContext context;
    private final Clock clock;

    NotifyWiring(CamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    void bind(Claims claims, ChannelSettings settings) {
        Failures failures = new Failures(clock, settings.mailSecrets());
        Registry registry = context.getRegistry();
        registry.bind("failures", failures);
        registry.bind("retryAfter", new RetryAfter(clock));
        registry.bind("fallbackTurn", new FallbackTurn(clock, settings.fallbackAfter()));
        registry.bind("decisionLog", new DecisionLog(clock));
        registry.bind("mergeDeliveries", new MergeDeliveries());
        registry.bind("deliverySteps", new DeliverySteps(claims, failures::describe));
        // No bound of its own: the window bounds the batches, and a slow channel must not take another's thread.
        registry.bind("channelThreads", context.getExecutorServiceManager().newCachedThreadPool(this, "channel"));
    }
}
