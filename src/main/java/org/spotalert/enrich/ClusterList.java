package org.spotalert.enrich;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.aws.AwsFailure;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;

/** All clusters there are, read page by page from ECS's ListClusters and kept for a while. */
public final class ClusterList {

    private static final String ALL = "all";
    private static final Duration KEPT_FOR = Duration.ofMinutes(5);

    private final Cache<String, List<Cluster>> kept =
            Caffeine.newBuilder().expireAfterWrite(KEPT_FOR).build();

    /**
     * The pages read so far.
     *
     * @param nextToken ECS's token of the next page; null when there is none
     */
    public record Pages(List<Cluster> clusters, @Nullable String nextToken, boolean started) {

        /** Whether there is another page to ask for. */
        public boolean more() {
            return !started || nextToken != null;
        }
    }

    /** The kept list as if it had just been read, or no page yet when it is too old. */
    public Pages begin() {
        List<Cluster> all = kept.getIfPresent(ALL);
        return all == null ? new Pages(List.of(), null, false) : new Pages(all, null, true);
    }

    /** The question for the next page. */
    public ListClustersRequest question(Pages pages) {
        return ListClustersRequest.builder().nextToken(pages.nextToken()).build();
    }

    /** The pages with one more answer; after the last one the list is kept. */
    public Pages add(Pages pages, ListClustersResponse answer) {
        List<Cluster> clusters = new ArrayList<>(pages.clusters());
        answer.clusterArns().forEach(arn -> clusters.add(new Cluster(arn)));
        Pages all = new Pages(List.copyOf(clusters), answer.nextToken(), true);
        if (!all.more()) {
            kept.put(ALL, all.clusters());
        }
        return all;
    }

    /** What to tell people when the clusters could not be listed. */
    public Findings failed(Findings findings, Exception failure) {
        return findings.withWorkloads(
                Map.of(), List.of("the ECS clusters could not be listed (" + AwsFailure.describe(failure) + ")"), true);
    }
}
