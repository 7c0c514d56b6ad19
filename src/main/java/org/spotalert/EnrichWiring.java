package org.spotalert;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultRegistry;
import org.spotalert.aws.AwsClients;
import org.spotalert.aws.LookupClientNames;
import org.spotalert.aws.LookupClients;
import org.spotalert.enrich.CapacityLookup;
import org.spotalert.enrich.Cluster;
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

    /**
     * Makes the parts, and returns the clients for further lookups.
     *
     * @param clusters the clusters to ask; empty for all there are
     * @param patience how long an alert waits for its lookups
     * @param quotaShare the share of AWS's request quotas, in percent
     */
    LookupClients bind(List<Cluster> clusters, Duration patience, int quotaShare) {
        LookupClients lookups = clients.lookups(patience, quotaShare);
        ((DefaultRegistry) context.getRegistry()).addBeanRepository(new LookupClientNames(lookups));
        ExecutorService threads = context.getExecutorServiceManager().newCachedThreadPool(this, "lookup");
        Registry registry = context.getRegistry();
        registry.bind("lookupThreads", threads);
        registry.bind("impacts", new Impacts(clock, patience, clients.credentials()));
        registry.bind("instanceLookup", new InstanceLookup(clock));
        registry.bind("clusterLookup", new ClusterLookup(clusters, lookups, threads, clock));
        registry.bind("fargateLookup", new FargateLookup(lookups, clock));
        registry.bind("clusterList", new ClusterList(clock));
        registry.bind("capacityLookup", new CapacityLookup(lookups, clock));
        registry.bind("gatherFindings", new GatherFindings());
        registry.bind("mergeFindings", new MergeFindings());
        return lookups;
    }
}
