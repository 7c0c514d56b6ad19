package org.spotalert.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service that loses tasks on some instances at once.
 *
 * @param account the AWS account of the instances; null when unknown
 * @param service the service, its tasks on all these instances summed: what it drops to is what the sum leaves
 * @param instances on how many instances
 */
public record LostService(@Nullable String account, String region, AffectedService service, int instances) {

    public record Key(@Nullable String account, String region, String cluster, String name) {

        static Key of(Interruption from, AffectedService service) {
            return new Key(from.account(), from.region(), service.cluster(), service.name());
        }
    }

    public Key key() {
        return new Key(account, region, service.cluster(), service.name());
    }

    /** The services that lose tasks on these instances, each instance once; worst first. */
    public static List<LostService> merge(Collection<Impact> impacts) {
        Map<Key, LostService> merged = new LinkedHashMap<>();
        for (Impact impact : impacts) {
            Interruption from = impact.interruption();
            for (AffectedService service : impact.services()) {
                merged.merge(
                        Key.of(from, service),
                        new LostService(from.account(), from.region(), service, 1),
                        LostService::plus);
            }
        }
        return merged.values().stream()
                .sorted(Comparator.comparing(LostService::service, AffectedService.worstFirst()))
                .toList();
    }

    private LostService plus(LostService other) {
        return new LostService(account, region, service.plus(other.service), instances + other.instances);
    }
}
