package org.spotalert.enrich;

/**
 * An ECS cluster.
 *
 * @param reference what ECS calls take: the cluster's ARN or its short name
 */
public record Cluster(String reference) {

    /** The short name: the part after {@code cluster/} of an ARN. */
    public String name() {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
