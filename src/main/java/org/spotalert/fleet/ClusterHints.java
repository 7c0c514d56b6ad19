package org.spotalert.fleet;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Cluster;
import org.spotalert.model.Instance;

/** Which cluster an instance's tags hint at. A hint saves calls; it proves nothing. */
final class ClusterHints {

    private ClusterHints() {}

    /** The cluster to ask first, or nothing when no tag hints at one of these. */
    static Optional<Cluster> likely(@Nullable Instance instance, List<Cluster> clusters) {
        if (instance == null) {
            return Optional.empty();
        }
        return Stream.of(
                        named(instance.tags().get("aws:ecs:clusterName")),
                        named(instance.tags().get("ecs:cluster-name")),
                        namedWithin(instance.autoScalingGroup()),
                        namedWithin(instance.name())
                                .and(cluster -> String.valueOf(instance.name())
                                        .toLowerCase(Locale.ROOT)
                                        .contains("ecs")))
                .flatMap(hint -> clusters.stream().filter(hint))
                .findFirst();
    }

    private static Predicate<Cluster> named(@Nullable String name) {
        return cluster -> cluster.name().equals(name);
    }

    /** Groups and instances are often named after their cluster, with something around it. */
    private static Predicate<Cluster> namedWithin(@Nullable String text) {
        return cluster -> text != null && text.contains(cluster.name());
    }
}
