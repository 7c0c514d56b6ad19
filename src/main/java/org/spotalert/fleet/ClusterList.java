package org.spotalert.fleet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.LookupResult.Search;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.platform.aws.AwsFailure;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;

/**
 * All clusters of an account and Region, read page by page from ECS's ListClusters. A list is kept for a while, to find tasks
 * sooner: where its clusters have none, the list is read anew.
 */
public final class ClusterList {

    private static final int KEPT = 100;
    private static final Duration KEPT_FOR = Duration.ofMinutes(5);

    private final Cache<AccountRegion, List<Cluster>> kept =
            Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(KEPT_FOR).build();
    private final Clock clock;

    public ClusterList(Clock clock) {
        this.clock = clock;
    }

    /**
     * The pages read so far.
     *
     * @param nextToken ECS's token of the next page; null when there is none
     * @param remembered whether the list was read before, and not now
     */
    public record Pages(
            LookupResult result,
            List<Cluster> clusters,
            @Nullable String nextToken,
            boolean started,
            boolean remembered) {

        /** Whether there is another page to ask for. */
        public boolean more() {
            return !started || nextToken != null;
        }
    }

    /** The kept list, or no page yet when it is too old, or has been tried. */
    public Pages begin(LookupResult result) {
        List<Cluster> all = result.search() == Search.NOT_BEGUN ? kept.getIfPresent(result.accountRegion()) : null;
        return new Pages(result, all == null ? List.of() : all, null, all != null, all != null);
    }

    /** The question for the next page. */
    public ListClustersRequest question(Pages pages) {
        return ListClustersRequest.builder()
                .nextToken(pages.nextToken())
                .overrideConfiguration(pages.result().deadline().configuration(clock))
                .build();
    }

    /** The pages with one more answer; after the last one the list is kept. */
    public Pages add(Pages pages, ListClustersResponse answer) {
        List<Cluster> clusters = new ArrayList<>(pages.clusters());
        answer.clusterArns().forEach(arn -> clusters.add(new Cluster(arn)));
        Pages all = new Pages(pages.result(), List.copyOf(clusters), answer.nextToken(), true, false);
        if (!all.more()) {
            kept.put(pages.result().accountRegion(), all.clusters());
        }
        return all;
    }

    /** The result when the clusters could not be listed. */
    public LookupResult failed(Pages pages, Exception failure) {
        return pages.result()
                .withWorkloads(
                        Map.of(),
                        List.of("the ECS clusters could not be listed (" + AwsFailure.describe(failure) + ")"))
                .with(Search.ALL_CLUSTERS);
    }
}
