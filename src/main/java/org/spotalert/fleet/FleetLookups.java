package org.spotalert.fleet;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import org.spotalert.model.Cluster;
import org.spotalert.platform.aws.LookupClients;

/** The lookups, with what they share: what ran where before. */
public record FleetLookups(
        Fleet fleet,
        FleetRotation rotation,
        ClusterLookup clusters,
        InstanceLookup instances,
        FargateLookup fargate,
        CapacityLookup capacity) {

    /**
     * Makes all of them.
     *
     * @param configured the clusters to ask; empty for all there are
     * @param workers run lookups that wait for their calls
     * @param readers read whole clusters for alerts, so many at a time
     */
    public static FleetLookups of(
            List<Cluster> configured,
            FleetSettings settings,
            LookupClients clients,
            Executor workers,
            Executor readers,
            Clock clock) {
        Fleet fleet = new Fleet(settings, clock);
        ClusterReader reader = new ClusterReader(fleet, clients, clock);
        ClusterReads reads = new ClusterReads(reader, readers);
        return new FleetLookups(
                fleet,
                new FleetRotation(reader, configured, settings, workers, clock),
                new ClusterLookup(configured, clients, fleet, reads, workers, clock),
                new InstanceLookup(clients, clock),
                new FargateLookup(clients, clock),
                new CapacityLookup(clients, fleet, clock));
    }
}
