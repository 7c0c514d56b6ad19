package org.spotalert.fleet;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.fleet.ContainerInstanceLookup.Listed;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.model.Instance;
import org.spotalert.model.InterruptionKind;

/**
 * What runs where, as it was when each cluster was read. It may find tasks sooner, or say what was lost while AWS does not
 * answer. That nothing is lost, it never says.
 */
public final class Fleet {

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

    private final Map<AccountRegion, Map<Cluster, ClusterSnapshot>> places = new ConcurrentHashMap<>();
    private final Set<AccountRegion> watched = ConcurrentHashMap.newKeySet();
    private final TaskDefinitions definitions = new TaskDefinitions();
    private final GoneInstances gone = new GoneInstances();
    private final AtomicLong dropped = new AtomicLong();
    private final FleetSettings settings;
    private final Clock clock;

    public Fleet(FleetSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Has the clusters there read from now on. */
    public void watch(AccountRegion place) {
        watched.add(place);
    }

    /** What the task definitions of the clusters say. */
    public TaskDefinitions definitions() {
        return definitions;
    }

    /** The ARNs of the task definitions of all services there. */
    List<String> definitions(AccountRegion place) {
        return snapshots(place).flatMap(ClusterSnapshot::definitions).distinct().toList();
    }

    /** The accounts and Regions whose clusters are read. */
    Stream<AccountRegion> places() {
        return watched.stream();
    }

    /**
     * What an instance ran.
     *
     * @param asOf when the oldest part of it was read
     */
    public record Known(Workload workload, Instant asOf) {}

    /**
     * What is lost with the instance, as far as the fleet knows all of it and that it is something.
     *
     * @param noticedAt what has stopped before it is not lost
     */
    public Optional<Known> losses(AccountRegion place, String id, Instant noticedAt) {
        List<ClusterSnapshot> read = snapshots(place).filter(this::isRecent).toList();
        // What AWS's answer has left out, no event adds.
        if (ClusterSnapshot.workload(read.stream(), id)
                .filter(workload -> !workload.missing().isEmpty())
                .isPresent()) {
            return Optional.empty();
        }
        List<ClusterSnapshot> holding = read.stream()
                .map(snapshot -> snapshot.since(id, noticedAt))
                .filter(snapshot -> snapshot.records().containsKey(id))
                .toList();
        return ClusterSnapshot.workload(holding.stream(), id)
                .filter(workload -> workload.losesTasks() && workload.missing().isEmpty())
                .map(workload -> new Known(
                        workload,
                        holding.stream()
                                .map(ClusterSnapshot::asOf)
                                .min(Comparator.naturalOrder())
                                .orElseThrow()));
    }

    /** The same of an instance that AWS has taken; when it runs nothing any more, what it ran when that was last read. */
    public Optional<Known> lastLosses(AccountRegion place, String id, Instant endedAt) {
        return losses(place, id, endedAt.minus(InterruptionKind.WARNING_TIME)).or(() -> gone.find(place, id));
    }

    /** What EC2 has said of the instance. */
    public Optional<Instance> instance(AccountRegion place, String id) {
        return snapshots(place)
                .flatMap(snapshot -> Stream.ofNullable(snapshot.instances().get(id)))
                .findFirst();
    }

    /** The clusters that had some of these instances, with their records. */
    List<Listed> listed(AccountRegion place, Collection<String> ids) {
        return snapshots(place)
                .map(snapshot -> {
                    List<Match> records = ids.stream()
                            .flatMap(id -> snapshot.recordsOf(id, Instant.MIN).stream())
                            .toList();
                    return new Listed(
                            snapshot.cluster(),
                            records.stream().map(Match::ec2InstanceId).collect(Collectors.toSet()),
                            records.stream().map(Match::arn).toList(),
                            true);
                })
                .filter(listed -> !listed.arns().isEmpty())
                .toList();
    }

    /** The clusters that were read. */
    List<Cluster> clusters(AccountRegion place) {
        return snapshots(place).map(ClusterSnapshot::cluster).toList();
    }

    Optional<ClusterSnapshot> of(AccountRegion place, Cluster cluster) {
        return Optional.ofNullable(places.getOrDefault(place, Map.of()).get(cluster));
    }

    /** The cluster, unless what was read of it is too old to say anything. */
    Optional<ClusterSnapshot> recent(AccountRegion place, Cluster cluster) {
        return of(place, cluster).filter(this::isRecent);
    }

    private boolean isRecent(ClusterSnapshot snapshot) {
        return !snapshot.asOf().isBefore(clock.instant().minus(settings.maxAge()));
    }

    Stream<ClusterSnapshot> snapshots(AccountRegion place) {
        return places.getOrDefault(place, Map.of()).values().stream();
    }

    /** All of it. */
    Stream<ClusterSnapshot> all() {
        return places.values().stream().flatMap(clusters -> clusters.values().stream());
    }

    /** Keeps it unless a newer one is there; while there are too many tasks, the clusters that were read first go. */
    synchronized void put(AccountRegion place, ClusterSnapshot read) {
        of(place, read.cluster()).ifPresent(before -> gone.note(place, before, read));
        places.computeIfAbsent(place, added -> new ConcurrentHashMap<>())
                .merge(
                        read.cluster(),
                        read,
                        (one, other) -> one.asOf().isAfter(other.asOf()) ? one : other.changed(one.allChanges()));
        while (tasks() > settings.maxTasks()) {
            ClusterSnapshot oldest =
                    all().min(Comparator.comparing(ClusterSnapshot::asOf)).orElseThrow();
            places.values().forEach(clusters -> clusters.remove(oldest.cluster(), oldest));
            if (dropped.getAndIncrement() == 0) {
                LOG.atWarn()
                        .addKeyValue("cluster", oldest.cluster().name())
                        .log(
                                "the fleet snapshot holds more tasks than spot.fleet.max-tasks ({}): alerts about the clusters that"
                                        + " are dropped wait for AWS; raise it, with the heap, or name fewer in spot.clusters",
                                settings.maxTasks());
            }
        }
    }

    /**
     * Applies what an event of ECS says of a cluster, unless that was not read, or is too old. It asks nobody, and waits for nobody.
     *
     * @return whether it is news
     */
    boolean apply(AccountRegion place, Cluster cluster, EcsChange change) {
        AtomicBoolean news = new AtomicBoolean();
        Map<Cluster, ClusterSnapshot> here = places.get(place);
        if (here != null && hasRoom(1)) {
            here.computeIfPresent(cluster, (same, before) -> {
                ClusterSnapshot after =
                        isRecent(before) && before.isOf(change.cluster()) ? before.changed(List.of(change)) : before;
                news.set(!after.equals(before));
                return after;
            });
        }
        return news.get();
    }

    /** Forgets the clusters that are not among these. */
    void retain(AccountRegion place, Set<Cluster> clusters) {
        places.getOrDefault(place, Map.of()).keySet().retainAll(clusters);
    }

    /** Whether a cluster of so many tasks fits in without another's going. */
    boolean hasRoom(int more) {
        return tasks() + more <= settings.maxTasks();
    }

    public long tasks() {
        return all().mapToLong(snapshot -> snapshot.size()).sum();
    }

    public long clusters() {
        return all().count();
    }

    public long instances() {
        return all().mapToLong(snapshot -> snapshot.records().size()).sum();
    }

    /** How many clusters had to go. */
    public long dropped() {
        return dropped.get();
    }
}
