package org.spotalert.fleet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.spotalert.model.Cluster;
import org.spotalert.platform.collection.Chunks;

/** The sizes of clusters, as far as they have been asked for: a hundred by one call. */
final class ClusterSizes {

    private final EcsGateway ecs;
    private final ParallelCalls calls;
    private final Map<String, Size> known = new ConcurrentHashMap<>();

    ClusterSizes(EcsGateway ecs, ParallelCalls calls) {
        this.ecs = ecs;
        this.calls = calls;
    }

    /** Asks for the sizes of these clusters, unless they are known. A cluster whose question fails stays unknown. */
    void ask(Collection<Cluster> clusters) {
        List<Cluster> unknown = clusters.stream()
                .filter(cluster -> !known.containsKey(cluster.name()))
                .toList();
        calls.start(Chunks.of(unknown, EcsGateway.AT_ONCE), ecs::sizes)
                .await()
                .all()
                .forEach(size -> known.put(size.name(), size));
    }

    /** The size of the cluster, if it is known. */
    Optional<Size> of(Cluster cluster) {
        return Optional.ofNullable(known.get(cluster.name()));
    }

    /**
     * How large a cluster is, from DescribeClusters.
     *
     * @param name the cluster's short name
     * @param instances how many container instances are registered, those that drain included
     * @param tasks how many tasks shall run
     */
    record Size(String name, int instances, int tasks) {}
}
