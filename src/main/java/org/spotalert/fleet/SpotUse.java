package org.spotalert.fleet;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Cluster;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.model.ServiceStatus;

/**
 * What a service, or the standalone tasks of a group, run, where any of it is on Spot capacity.
 *
 * @param name of the service, or the group of the standalone tasks
 * @param service the service's figures; null for standalone tasks
 * @param tasks how many tasks there are
 * @param zones their Availability Zones, as far as AWS says them
 * @param types the types of their instances; empty on Fargate
 * @param onDemand whether ECS may start tasks on other capacity than Spot; null when that is unknown
 * @param stop how its tasks stop; null when that is unknown
 * @param instances the instances that its tasks run on and on which ECS still starts tasks
 */
public record SpotUse(
        Cluster cluster,
        String name,
        @Nullable ServiceSnapshot service,
        int tasks,
        Set<String> zones,
        Set<String> types,
        @Nullable Boolean onDemand,
        TaskDefinitions.@Nullable Stop stop,
        Set<String> instances) {

    public SpotUse {
        zones = Set.copyOf(zones);
        types = Set.copyOf(types);
        instances = Set.copyOf(instances);
    }

    /** The service's figures; nothing for standalone tasks. */
    public Optional<ServiceStatus> status() {
        return Optional.ofNullable(service).map(ServiceSnapshot::status);
    }
}
