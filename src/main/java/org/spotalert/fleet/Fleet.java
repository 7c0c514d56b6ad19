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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.fleet.ContainerInstanceLookup.Listed;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Arn;
import org.spotalert.model.Cluster;
import org.spotalert.model.Instance;
import org.spotalert.model.InterruptionKind;

/**
 * What runs where, as it was when each cluster was read. It may find tasks sooner, or say what was lost while AWS does not
 * answer. That nothing is lost, it never says.
 */
public final class Fleet {

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

    /** By the names of clusters: settings may leave out their ARN. */
    private final Map<AccountRegion, Map<String, KnownCluster>> places = new ConcurrentHashMap<>();

    private final AtomicLong tasks = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final TaskDefinitions definitions = new TaskDefinitions();
    private final GoneInstances gone = new GoneInstances();
    private final FleetSettings settings;
    private final Clock clock;

    public Fleet(FleetSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Has the clusters there read from now on. */
    public void watch(AccountRegion place) {
        places.computeIfAbsent(place, added -> new ConcurrentHashMap<>());
    }

    /** What the task definitions of the clusters say. */
    public TaskDefinitions definitions() {
        return definitions;
    }

    /** The accounts and Regions whose clusters are read. */
    Stream<AccountRegion> places() {
        return places.keySet().stream();
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
        List<ClusterSnapshot> holding = known(place)
                .filter(known -> isRecent(known.read()))
                .flatMap(known -> known.holding(id, noticedAt).stream())
                .toList();
        return TaskClassifier.workload(holding.stream(), id)
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
        return known(place)
                .map(known -> known.listed(ids))
                .filter(listed -> !listed.arns().isEmpty())
                .toList();
    }

    /** The clusters that were read. */
    List<Cluster> clusters(AccountRegion place) {
        return snapshots(place).map(ClusterSnapshot::cluster).toList();
    }

    Optional<ClusterSnapshot> of(AccountRegion place, Cluster cluster) {
        return find(place, cluster).map(KnownCluster::read);
    }

    private Optional<KnownCluster> find(AccountRegion place, Cluster cluster) {
        return Optional.ofNullable(places.getOrDefault(place, Map.of()).get(cluster.name()));
    }

    /** The cluster, unless what was read of it is too old to say anything. */
    Optional<ClusterSnapshot> recent(AccountRegion place, Cluster cluster) {
        return of(place, cluster).filter(this::isRecent);
    }

    private boolean isRecent(ClusterSnapshot snapshot) {
        return !snapshot.asOf().isBefore(clock.instant().minus(settings.maxAge()));
    }

    Stream<ClusterSnapshot> snapshots(AccountRegion place) {
        return known(place).map(KnownCluster::read);
    }

    private Stream<KnownCluster> known(AccountRegion place) {
        return places.getOrDefault(place, Map.of()).values().stream();
    }

    private Stream<KnownCluster> known() {
        return places().flatMap(this::known);
    }

    /** When its oldest part was read; nothing while it is empty. */
    Optional<Instant> oldest() {
        return known().map(KnownCluster::asOf).min(Comparator.naturalOrder());
    }

    /** Keeps it unless a newer one is there; while there are too many tasks, the clusters that were read first go. */
    synchronized void put(AccountRegion place, ClusterSnapshot read) {
        Optional<KnownCluster> before = find(place, read.cluster());
        if (before.filter(known -> known.asOf().isAfter(read.asOf())).isPresent()) {
            return;
        }
        before.ifPresent(known -> gone.note(place, known.read(), read));
        keep(before.map(known -> known.readAnew(read)).orElseGet(() -> new KnownCluster(place, read, Map.of())));
        while (tasks() > settings.maxTasks()) {
            KnownCluster oldest =
                    known().min(Comparator.comparing(KnownCluster::asOf)).orElseThrow();
            remove(oldest);
            if (dropped.getAndIncrement() == 0) {
                LOG.atWarn()
                        .addKeyValue("cluster", oldest.name())
                        .log(
                                "the fleet snapshot holds more tasks than spot.fleet.max-tasks ({}): alerts about the clusters that"
                                        + " are dropped wait for AWS; raise it, with the heap, or name fewer in spot.clusters",
                                settings.maxTasks());
            }
        }
    }

    /**
     * Applies what an event of ECS says of a cluster, unless that was not read, or is too old. It asks nobody, and waits for no call.
     *
     * @return whether it is news
     */
    synchronized boolean apply(EcsChange change) {
        Optional<KnownCluster> changed =
                withArn(change.cluster()).filter(known -> hasRoom(1)).flatMap(known -> known.changed(List.of(change)));
        changed.ifPresent(this::keep);
        return changed.isPresent();
    }

    /** The cluster with this ARN, in its own account or in the program's, whose number nobody may know. */
    private Optional<KnownCluster> withArn(Cluster named) {
        Optional<String> account = Arn.parse(named.reference()).map(Arn::account);
        return places().filter(named::mayBeIn)
                .flatMap(place -> find(place, named).stream())
                .filter(known -> isRecent(known.read()) && account.isPresent())
                .filter(known -> known.read().account().equals(account))
                .findFirst();
    }

    /** Forgets the clusters that are not among these. */
    synchronized void retain(AccountRegion place, Collection<Cluster> clusters) {
        Set<String> names = clusters.stream().map(Cluster::name).collect(Collectors.toSet());
        known(place).filter(known -> !names.contains(known.name())).forEach(this::remove);
    }

    private void keep(KnownCluster now) {
        KnownCluster before = places.computeIfAbsent(now.place(), added -> new ConcurrentHashMap<>())
                .put(now.name(), now);
        tasks.addAndGet(now.size() - (before == null ? 0 : before.size()));
    }

    private void remove(KnownCluster known) {
        places.getOrDefault(known.place(), Map.of()).remove(known.name());
        tasks.addAndGet(-known.size());
    }

    /** Whether a cluster of so many tasks fits in without another's going. */
    boolean hasRoom(int more) {
        return tasks() + more <= settings.maxTasks();
    }

    /** How many tasks, and changes of ECS's events, it holds. */
    public long tasks() {
        return tasks.get();
    }

    public long clusters() {
        return known().count();
    }

    public long instances() {
        return known().mapToLong(known -> known.read().records().size()).sum();
    }

    /** How many clusters had to go. */
    public long dropped() {
        return dropped.get();
    }
}
