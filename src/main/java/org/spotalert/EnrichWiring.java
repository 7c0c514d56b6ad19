package org.spotalert;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultRegistry;
import org.spotalert.aws.AwsClients;
import org.spotalert.aws.LookupClientNames;
import org.spotalert.aws.LookupClients;
import org.spotalert.config.LookupSettings;
import org.spotalert.enrich.CapacityLookup;
import org.spotalert.enrich.ClusterList;
import org.spotalert.enrich.ClusterLookup;
import org.spotalert.enrich.FargateLookup;
import org.spotalert.enrich.GatherFindings;
import org.spotalert.enrich.Impacts;
import org.spotalert.enrich.InstanceLookup;
import org.spotalert.enrich.MergeFindings;

/** Makes the parts that find out what instances run. */
final class EnrichWiring {

    private final CamelContext context;
    private final AwsClients clients;
    private final Clock clock;

    EnrichWiring(CamelContext context, AwsClients clients, Clock clock) {
        this.context = context;
        this.clients = clients;
        this.clock = clock;
    }

    /** Makes the parts, and returns the clients for further lookups. */
    LookupClients bind(LookupSettings settings) {
        return bind(settings, clock);
    }

    /**
     * The same.
     *
     * @param asOf whether a notice is late goes by it
     */
    LookupClients bind(LookupSettings settings, Clock asOf) {
        LookupClients lookups = clients.lookups(settings.patience(), settings.quotaShare());
        ((DefaultRegistry) context.getRegistry()).addBeanRepository(new LookupClientNames(lookups));
        ExecutorService threads = context.getExecutorServiceManager().newCachedThreadPool(this, "lookup");
        Registry registry = context.getRegistry();
        registry.bind("lookupThreads", threads);
        registry.bind("impacts", new Impacts(clock, asOf, settings.patience(), clients.credentials()));
        registry.bind("instanceLookup", new InstanceLookup(clock));
        registry.bind("clusterLookup", new ClusterLookup(settings.clusters(), lookups, threads, clock));
        registry.bind("fargateLookup", new FargateLookup(lookups, clock));
        registry.bind("clusterList", new ClusterList(clock));
        registry.bind("capacityLookup", new CapacityLookup(lookups, clock));
        registry.bind("gatherFindings", new GatherFindings());
        registry.bind("mergeFindings", new MergeFindings());
        return lookups;
    }
}
