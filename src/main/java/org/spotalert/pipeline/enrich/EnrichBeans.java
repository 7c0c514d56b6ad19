package org.spotalert.pipeline.enrich;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultRegistry;
import org.spotalert.fleet.CapacityLookup;
import org.spotalert.fleet.ClusterLookup;
import org.spotalert.fleet.FargateLookup;
import org.spotalert.fleet.InstanceLookup;
import org.spotalert.fleet.LookupResult;
import org.spotalert.fleet.LookupSettings;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.LookupClients;

/** Makes the parts that find out what instances run. */
public record EnrichBeans(CamelContext context, AwsClients clients, Clock clock) {

    /**
     * Makes the parts, and returns the clients for further lookups.
     *
     * @param asOf says whether a notice is late
     */
    public LookupClients bind(LookupSettings settings, Clock asOf) {
        LookupClients lookups = clients.lookups(settings.timeout(), settings.quotaShare());
        ((DefaultRegistry) context.getRegistry()).addBeanRepository(lookups);
        ExecutorService threads = context.getExecutorServiceManager().newCachedThreadPool(this, "lookup");
        Registry registry = context.getRegistry();
        registry.bind("lookupThreads", threads);
        Enricher enricher = new Enricher(clock, asOf, settings.timeout(), clients.credentials());
        registry.bind("enricher", enricher);
        registry.bind("finishLookups", (AggregationStrategy) (interruptions, found) -> {
            @SuppressWarnings("unchecked")
            List<LookupResult> results = found.getMessage().getBody(List.class);
            interruptions.getMessage().setBody(enricher.finish(results));
            return interruptions;
        });
        registry.bind("instanceLookup", new InstanceLookup(lookups, clock));
        registry.bind("clusterLookup", new ClusterLookup(settings.clusters(), lookups, threads, clock));
        registry.bind("fargateLookup", new FargateLookup(lookups, clock));
        registry.bind("capacityLookup", new CapacityLookup(lookups, clock));
        registry.bind("collectLookups", new MergeLookups.Gather());
        registry.bind("mergeLookups", new MergeLookups());
        return lookups;
    }
}
