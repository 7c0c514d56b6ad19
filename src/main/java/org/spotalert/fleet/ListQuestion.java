package org.spotalert.fleet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.spotalert.model.Cluster;
import org.spotalert.platform.collection.Chunks;

/**
 * The question which of some EC2 instances a cluster has.
 *
 * @param instanceIds the EC2 instances in question
 * @param whole whether the cluster lists all its instances, instead of those in question only
 */
record ListQuestion(Cluster cluster, List<String> instanceIds, boolean whole) {

    /** With so few lists, sizes are not worth a call. */
    private static final int FEW = 3;

    /** Whether the sizes of the clusters may save calls. */
    static boolean dependsOnSizes(Map<Cluster, List<String>> asked) {
        return asked.values().stream().mapToInt(ids -> pages(ids.size())).sum() > FEW;
    }

    /**
     * The questions with the fewest calls: none to a cluster without instances; the list of a whole cluster when that
     * takes no more calls, since it also holds the instances that the next batches may bring; else lists of what one
     * filter takes.
     */
    static List<ListQuestion> of(
            Map<Cluster, List<String>> asked, Function<Cluster, Optional<ClusterSizes.Size>> sizes) {
        return asked.entrySet().stream()
                .flatMap(entry -> {
                    int size = sizes.apply(entry.getKey())
                            .map(ClusterSizes.Size::instances)
                            .orElse(Integer.MAX_VALUE);
                    return size == 0
                            ? Stream.<ListQuestion>empty()
                            : of(entry.getKey(), entry.getValue(), size, asked.size());
                })
                .toList();
    }

    private static Stream<ListQuestion> of(Cluster cluster, List<String> ids, int size, int clusters) {
        // A list is followed by a description, if it is not empty: as a rule when there are more instances than
        // clusters.
        int filtered = pages(ids.size()) + (ids.size() > clusters ? 1 : 0);
        return 2L * pages(size) <= filtered
                ? Stream.of(new ListQuestion(cluster, ids, true))
                : Chunks.of(ids, EcsGateway.AT_ONCE).stream().map(group -> new ListQuestion(cluster, group, false));
    }

    private static int pages(int count) {
        return count / EcsGateway.AT_ONCE + (count % EcsGateway.AT_ONCE == 0 ? 0 : 1);
    }
}
