package org.spotalert.enrich;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.spotalert.aws.AccountRegion;

/** The container instances that clusters have confirmed before, so that no cluster has to list them again. */
final class KnownInstances {

    private static final int KEPT = 20_000;
    private static final Duration KEPT_FOR = Duration.ofDays(1);

    private final Cache<Key, Known> kept =
            Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(KEPT_FOR).build();

    private record Key(AccountRegion accountRegion, String instanceId) {}

    private record Known(Cluster cluster, String arn) {}

    /** The known ones among these EC2 instances, as their clusters would list them. */
    List<ListedInstances> listed(AccountRegion accountRegion, Collection<String> instanceIds) {
        Map<Cluster, Map<String, String>> byCluster = new LinkedHashMap<>();
        for (String id : instanceIds) {
            Known known = kept.getIfPresent(new Key(accountRegion, id));
            if (known != null) {
                byCluster
                        .computeIfAbsent(known.cluster(), added -> new HashMap<>())
                        .put(id, known.arn());
            }
        }
        return byCluster.entrySet().stream()
                .map(entry -> new ListedInstances(
                        entry.getKey(),
                        List.copyOf(entry.getValue().keySet()),
                        List.copyOf(entry.getValue().values()),
                        false))
                .toList();
    }

    /** Keeps what a cluster has told; forgets those that it was thought to have and denies. */
    void learn(AccountRegion accountRegion, Members members) {
        members.seen()
                .forEach(instance -> kept.put(
                        new Key(accountRegion, instance.ec2InstanceId()),
                        new Known(members.cluster(), instance.arn())));
        if (members.problems().isEmpty()) {
            Set<String> confirmed = members.instanceIds().collect(Collectors.toSet());
            members.asked().stream()
                    .filter(id -> !confirmed.contains(id))
                    .forEach(id -> kept.asMap()
                            .computeIfPresent(
                                    new Key(accountRegion, id),
                                    (key, known) -> known.cluster().equals(members.cluster()) ? null : known));
        }
    }
}
