package org.spotalert.fleet;

import java.util.Collection;
import java.util.List;
import org.spotalert.model.Cluster;

/**
 * The container instances of a cluster among which some EC2 instances are to be found. Their ARNs do not say which
 * belongs to which instance, and several may belong to one.
 *
 * @param instanceIds the EC2 instances in question
 * @param arns the container instances
 * @param whole whether these are all container instances of the cluster
 * @param remembered whether the cluster has listed them before, and not now
 */
record ListedContainerInstances(
        Cluster cluster, List<String> instanceIds, List<String> arns, boolean whole, boolean remembered) {

    /** Whether all of them belong to one instance. */
    boolean single() {
        return !whole && instanceIds.size() == 1;
    }

    /** The same list without those that are known already. */
    ListedContainerInstances without(Collection<String> known) {
        return new ListedContainerInstances(
                cluster,
                instanceIds,
                arns.stream().filter(arn -> !known.contains(arn)).toList(),
                whole,
                remembered);
    }
}
