package org.spotalert.enrich;

import java.util.List;

/**
 * The container instances of a cluster among which some EC2 instances are to be found. Their ARNs do not say which
 * belongs to which instance.
 *
 * @param instanceIds the EC2 instances in question
 * @param arns the container instances
 * @param whole whether these are all container instances of the cluster
 */
record ListedInstances(Cluster cluster, List<String> instanceIds, List<String> arns, boolean whole) {

    /** Whether the cluster has all of the instances. */
    boolean all() {
        return !whole && arns.size() == instanceIds.size();
    }

    /** Whether it is one instance, and this one: nothing is open then. */
    boolean single() {
        return all() && arns.size() == 1;
    }
}
