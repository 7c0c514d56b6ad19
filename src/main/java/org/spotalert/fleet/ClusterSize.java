package org.spotalert.fleet;

/**
 * How large a cluster is, from DescribeClusters.
 *
 * @param name the cluster's short name
 * @param instances how many container instances are registered, those that drain included
 * @param tasks how many tasks shall run
 */
record ClusterSize(String name, int instances, int tasks) {}
