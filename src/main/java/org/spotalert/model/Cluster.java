package org.spotalert.model;

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

    /** Whether the cluster may be found there: an ARN names its Region and account, a short name fits everywhere. */
    public boolean mayBeIn(AccountRegion there) {
        return Arn.parse(reference)
                .map(arn -> arn.region().equals(there.region())
                        && (there.account() == null || arn.account().equals(there.account())))
                .orElse(true);
    }
}
