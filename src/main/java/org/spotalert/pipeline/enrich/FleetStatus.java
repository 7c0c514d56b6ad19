package org.spotalert.pipeline.enrich;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.support.service.ServiceSupport;
import org.spotalert.fleet.FleetLookups;
import org.spotalert.platform.camel.Contexts;

/** Shows the fleet snapshot in JMX and as metrics, and ends its rotation with the program. */
@ManagedResource(description = "The fleet snapshot: what ran where when it was read")
public final class FleetStatus extends ServiceSupport implements StartupListener {

    private final FleetLookups lookups;

    FleetStatus(FleetLookups lookups) {
        this.lookups = lookups;
    }

    @ManagedAttribute(description = "How many seconds old its oldest part is")
    public long getAgeSeconds() {
        return lookups.rotation().age().toSeconds();
    }

    @ManagedAttribute(description = "How many clusters it holds")
    public long getClusters() {
        return lookups.fleet().clusters();
    }

    @ManagedAttribute(description = "How many instances it holds")
    public long getInstances() {
        return lookups.fleet().instances();
    }

    @ManagedAttribute(description = "How many tasks it holds")
    public long getTasks() {
        return lookups.fleet().tasks();
    }

    @ManagedAttribute(description = "How often a cluster was dropped because there were too many tasks")
    public long getDropped() {
        return lookups.fleet().dropped();
    }

    @ManagedAttribute(description = "How many AWS calls its rotation has cost")
    public long getCalls() {
        return lookups.rotation().calls();
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        MeterRegistry metrics = Contexts.meters(context);
        gauge(context, metrics, "age.seconds", FleetStatus::getAgeSeconds);
        gauge(context, metrics, "clusters", FleetStatus::getClusters);
        gauge(context, metrics, "instances", FleetStatus::getInstances);
        gauge(context, metrics, "tasks", FleetStatus::getTasks);
        gauge(context, metrics, "dropped", FleetStatus::getDropped);
        gauge(context, metrics, "calls", FleetStatus::getCalls);
    }

    private void gauge(CamelContext context, MeterRegistry metrics, String name, ToDoubleFunction<FleetStatus> value) {
        metrics.gauge(
                "spot.fleet." + name, Tags.of(MicrometerConstants.CAMEL_CONTEXT_TAG, context.getName()), this, value);
    }

    @Override
    protected void doStop() {
        lookups.rotation().stop();
    }
}
