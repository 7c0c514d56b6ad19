package org.spotalert.fleet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.platform.aws.LookupClients;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;

/**
 * All clusters of an account and Region, read page by page from ECS's ListClusters. A list is kept for a while, to find tasks
 * sooner: where its clusters have none, the list is read anew.
 */
final class ClusterList {

    private static final int KEPT = 100;
    private static final Duration KEPT_FOR = Duration.ofMinutes(5);

    private final Cache<AccountRegion, List<Cluster>> kept =
            Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(KEPT_FOR).build();
    private final LookupClients clients;
    private final Clock clock;

    ClusterList(LookupClients clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * All clusters.
     *
     * @param remembered whether the list was read before, and not now
     */
    record Clusters(List<Cluster> all, boolean remembered) {}

    /**
     * The kept list, or a new one when it is too old, or the search has tried it.
     *
     * @throws RuntimeException when ECS does not answer
     */
    Clusters read(LookupResult result) {
        List<Cluster> all =
                result.search() == LookupResult.Search.NOT_BEGUN ? kept.getIfPresent(result.accountRegion()) : null;
        if (all != null) {
            return new Clusters(all, true);
        }
        ListClustersRequest question = ListClustersRequest.builder()
                .overrideConfiguration(result.deadline().configuration(clock))
                .build();
        List<Cluster> read =
                clients.of(result.accountRegion()).ecs().listClustersPaginator(question).clusterArns().stream()
                        .map(Cluster::new)
                        .toList();
        kept.put(result.accountRegion(), read);
        return new Clusters(read, false);
    }
}
