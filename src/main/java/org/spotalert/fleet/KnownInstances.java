package org.spotalert.fleet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;

/**
 * The container instances that clusters have confirmed before, all of each EC2 instance, so that no cluster has to list
 * them again. They are described anew each time; where nothing runs on them, all clusters are asked.
 */
final class KnownInstances {

    private static final int KEPT = 20_000;
    private static final Duration KEPT_FOR = Duration.ofDays(1);

    private final Cache<Key, Set<Known>> kept =
            Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(KEPT_FOR).build();

    private record Key(AccountRegion accountRegion, String instanceId) {}

    private record Known(Cluster cluster, String arn) {}

    /** The known ones among these EC2 instances, as their clusters would list them. */
    List<ListedContainerInstances> listed(AccountRegion accountRegion, Collection<String> instanceIds) {
        Map<Cluster, Set<String>> ids = new LinkedHashMap<>();
        Map<Cluster, Set<String>> arns = new HashMap<>();
        for (String id : instanceIds) {
            Set<Known> all = kept.getIfPresent(new Key(accountRegion, id));
            for (Known known : all == null ? Set.<Known>of() : all) {
                ids.computeIfAbsent(known.cluster(), added -> new HashSet<>()).add(id);
                arns.computeIfAbsent(known.cluster(), added -> new HashSet<>()).add(known.arn());
            }
        }
        return ids.keySet().stream()
                .map(cluster -> new ListedContainerInstances(
                        cluster,
                        List.copyOf(ids.getOrDefault(cluster, Set.of())),
                        List.copyOf(arns.getOrDefault(cluster, Set.of())),
                        false,
                        true))
                .toList();
    }

    /** Keeps what a cluster has confirmed; forgets those that it was thought to have and denies. */
    void learn(AccountRegion accountRegion, ContainerInstanceMatches matches) {
        Map<String, Set<Known>> now = new HashMap<>();
        matches.seen()
                .forEach(instance -> now.computeIfAbsent(instance.ec2InstanceId(), added -> new HashSet<>())
                        .add(new Known(matches.cluster(), instance.arn())));
        if (matches.problems().isEmpty()) {
            matches.listed().instanceIds().forEach(id -> now.putIfAbsent(id, Set.of()));
        }
        now.forEach((id, records) -> kept.asMap().compute(new Key(accountRegion, id), (key, before) -> {
            Set<Known> all = new HashSet<>(before == null ? Set.of() : before);
            if (matches.problems().isEmpty()) {
                all.removeIf(known -> known.cluster().equals(matches.cluster())
                        && matches.listed().arns().contains(known.arn()));
            }
            all.addAll(records);
            return all.isEmpty() ? null : Set.copyOf(all);
        }));
    }
}
