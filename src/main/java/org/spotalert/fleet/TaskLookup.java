package org.spotalert.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.spotalert.fleet.EcsGateway.Size;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;

/**
 * What some container instances of a cluster run: their tasks, and the tasks' services.
 *
 * @param sizes the sizes of the clusters that the fleet does not know
 */
record TaskLookup(
        EcsGateway ecs,
        AccountRegion place,
        Fleet fleet,
        ClusterReads reads,
        Supplier<Answers<List<Cluster>, List<Size>>> sizes) {

    /** Two instances' own lists are as cheap as the cluster's page and the description of what is on it. */
    static final int FEW = 2;

    /**
     * Looks the tasks up in the way that takes fewer calls: by a read of the whole cluster, or instance by instance.
     *
     * @param noticedAt when the notice about each container instance was given, by its ARN
     */
    ClusterSnapshot of(Cluster cluster, Collection<Match> records, Map<String, Instant> noticedAt) {
        boolean whole = records.size() > FEW
                && size(cluster)
                        .filter(tasks -> tasks / EcsGateway.AT_ONCE < records.size())
                        .isPresent();
        return whole ? ofCluster(cluster, records, noticedAt) : ofEach(cluster, noticedAt);
    }

    /** How many tasks the cluster has, as far as that is known. */
    private Optional<Integer> size(Cluster cluster) {
        return fleet.of(place, cluster)
                .map(before -> before.tasks().size())
                .or(() -> sizes.get().values().values().stream()
                        .flatMap(List::stream)
                        .filter(size -> size.cluster().equals(cluster))
                        .map(Size::tasks)
                        .findFirst());
    }

    /**
     * Looks the tasks up by the lists of each container instance.
     *
     * @param noticedAt when the notice about each container instance was given, by its ARN
     */
    ClusterSnapshot ofEach(Cluster cluster, Map<String, Instant> noticedAt) {
        ListedTasks listed = new ListedTasks(ecs, cluster, noticedAt);
        return listed.describe(
                listed.running(noticedAt.keySet()),
                arn -> fleet.of(place, cluster).flatMap(before -> before.keepsRunning(arn)),
                Map.of());
    }

    /**
     * Looks the tasks up by a read of the whole cluster, which all share who want it. Where that shows no loss and began before
     * these lookups, the container instance's own lists have to agree.
     */
    private ClusterSnapshot ofCluster(Cluster cluster, Collection<Match> records, Map<String, Instant> noticedAt) {
        Instant begun = ecs.deadline().begun();
        Instant latest = noticedAt.values().stream().max(Instant::compareTo).orElse(begun);
        ClusterSnapshot read;
        try {
            read = reads.since(
                    latest.isBefore(begun) ? latest : begun,
                    place,
                    cluster,
                    Duration.between(ecs.clock().instant(), ecs.deadline().at()));
        } catch (ClusterReader.FailedException failed) {
            Map<String, List<String>> missing = new HashMap<>();
            records.forEach(record -> missing.put(
                    record.arn(),
                    List.of("the " + record.tasks() + " tasks on the instance were not looked up ("
                            + failed.getMessage() + ")")));
            return ClusterSnapshot.empty(cluster, begun).with(missing);
        }
        Set<String> silent = records.stream()
                .filter(record -> read.asOf().isBefore(begun)
                        && !TaskClassifier.workload(read, record).losesTasks())
                .map(Match::arn)
                .collect(Collectors.toSet());
        ListedTasks listed = new ListedTasks(ecs, cluster, noticedAt);
        Answers<String, List<String>> running = listed.running(silent);
        noticedAt.keySet().stream()
                .filter(arn -> !silent.contains(arn))
                .forEach(arn -> running.values()
                        .put(arn, read.on(arn).stream().map(EcsTask::arn).toList()));
        return listed.describe(running, arn -> Optional.ofNullable(read.tasks().get(arn)), read.services());
    }
}
