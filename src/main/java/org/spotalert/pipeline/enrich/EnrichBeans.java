package org.spotalert.pipeline.enrich;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.service.ServiceSupport;
import org.spotalert.fleet.Fleet;
import org.spotalert.fleet.FleetEvents;
import org.spotalert.fleet.FleetLookups;
import org.spotalert.fleet.FleetRotation;
import org.spotalert.fleet.FleetSettings;
import org.spotalert.fleet.LookupResult;
import org.spotalert.fleet.LookupSettings;
import org.spotalert.model.AccountRegion;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.health.WarningHealthCheck;
import org.spotalert.platform.management.Figures;

/** Makes the parts that find out what instances run. */
public record EnrichBeans(CamelContext context, AwsClients clients, Clock clock) {

    /** With more clusters at a time, the first would be read no sooner. */
    private static final int CLUSTERS_READ_AT_A_TIME = 4;

    /**
     * Makes the parts, and returns the clients for further lookups.
     *
     * @param region the program's own
     * @param asOf says whether a notice is late
     */
    public LookupClients bind(LookupSettings settings, FleetSettings fleet, String region, Clock asOf)
            throws Exception {
        LookupClients lookups = clients.lookups(settings.timeout(), settings.quotaShare(), fleet.quotaShare());
        ((DefaultRegistry) context.getRegistry()).addBeanRepository(lookups);
        ExecutorServiceManager pools = context.getExecutorServiceManager();
        ExecutorService threads = pools.newCachedThreadPool(this, "lookup");
        FleetLookups parts = FleetLookups.of(
                settings.clusters(),
                fleet,
                lookups,
                threads,
                pools.newFixedThreadPool(this, "cluster-reads", CLUSTERS_READ_AT_A_TIME),
                clock);
        Registry registry = context.getRegistry();
        registry.bind("lookupThreads", threads);
        Enricher enricher = new Enricher(clock, asOf, settings.timeout(), clients.credentials(), parts.fleet(), fleet);
        registry.bind("enricher", enricher);
        registry.bind("finishLookups", (AggregationStrategy) (interruptions, found) -> {
            @SuppressWarnings("unchecked")
            List<LookupResult> results = found.getMessage().getBody(List.class);
            interruptions.getMessage().setBody(enricher.finish(results));
            return interruptions;
        });
        registry.bind("instanceLookup", parts.instances());
        registry.bind("clusterLookup", parts.clusters());
        registry.bind("fargateLookup", parts.fargate());
        registry.bind("capacityLookup", parts.capacity());
        registry.bind("collectLookups", new MergeLookups.Collect());
        registry.bind("mergeLookups", new MergeLookups());
        parts.fleet().watch(new AccountRegion(null, region));
        registry.bind("fleetRotation", parts.rotation());
        FleetEvents events = new FleetEvents(parts.fleet());
        registry.bind("fleetEvents", events);
        context.addService(new ServiceSupport() {
            @Override
            protected void doStop() {
                parts.rotation().stop();
            }
        });
        figures(parts.fleet(), parts.rotation(), events).show(context);
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        if (health != null) {
            health.register(new WarningHealthCheck("fleet", parts.rotation()::warning));
        }
        return lookups;
    }

    private static Figures figures(Fleet fleet, FleetRotation rotation, FleetEvents events) {
        return new Figures("type=Fleet", "The fleet snapshot: what ran where when it was read")
                .number(
                        "Age",
                        "spot.fleet.age.seconds",
                        "Age of its oldest part",
                        () -> rotation.age().toSeconds())
                .number("Clusters", "spot.fleet.clusters", "Clusters that it holds", fleet::clusters)
                .number("Instances", "spot.fleet.instances", "Instances that it holds", fleet::instances)
                .number("Tasks", "spot.fleet.tasks", "Tasks that it holds", fleet::tasks)
                .number("Dropped", "spot.fleet.dropped", "Clusters that had to go: too many tasks", fleet::dropped)
                .number("Calls", "spot.fleet.calls", "AWS calls that its rotation has cost", rotation::calls)
                .number("EventsApplied", "spot.fleet.events.applied", "ECS's events that changed it", events::applied)
                .number("EventsIgnored", "spot.fleet.events.ignored", "ECS's events that did not", events::ignored);
    }
}
