package org.spotalert.fleet;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.spotalert.fleet.ContainerInstanceLookup.Listed;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.ServiceSnapshot;

/**
 * A cluster in the fleet: what was read of it, and what ECS's events say since. An event may be late or lost: what both say is true as
 * of the read or of a later time.
 *
 * @param changes by the ARN of the container instance, and of the task or the container instance
 */
record KnownCluster(AccountRegion place, ClusterSnapshot read, Map<String, Map<String, EcsChange>> changes) {

    /** The name of the cluster. */
    String name() {
        return read.cluster().name();
    }

    /** When the read began. */
    Instant asOf() {
        return read.asOf();
    }

    /** What was read now, with those of the changes that are newer. */
    KnownCluster readAnew(ClusterSnapshot now) {
        KnownCluster anew = new KnownCluster(place, now, Map.of());
        return anew.changed(changes.values().stream()
                        .flatMap(host -> host.values().stream())
                        .toList())
                .orElse(anew);
    }

    /**
     * The same with those changes that are newer than what is known; nothing when none is.
     *
     * @param more each about another task or container instance
     */
    Optional<KnownCluster> changed(Collection<EcsChange> more) {
        List<EcsChange> news = more.stream().filter(this::isNews).toList();
        if (news.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Map<String, EcsChange>> all = new HashMap<>(changes);
        for (EcsChange change : news) {
            Map<String, EcsChange> host = new HashMap<>(all.getOrDefault(change.host(), Map.of()));
            host.put(change.now().arn(), change);
            all.put(change.host(), host);
        }
        return Optional.of(new KnownCluster(place, read, all));
    }

    private boolean isNews(EcsChange change) {
        EcsChange last =
                changes.getOrDefault(change.host(), Map.of()).get(change.now().arn());
        return !change.at().isBefore(asOf())
                && (last == null ? read.find(change.now()) : Optional.of(last.now()))
                        .filter(known -> known.version() >= change.now().version())
                        .isEmpty();
    }

    /** How many tasks and changes it holds. */
    int size() {
        return read.tasks().size()
                + changes.values().stream().mapToInt(Map::size).sum();
    }

    /** Its container instances that are among these EC2 instances. */
    Listed listed(Collection<String> ids) {
        List<Match> records =
                ids.stream().flatMap(id -> recordsOf(id, Instant.MIN).stream()).toList();
        return new Listed(
                read.cluster(),
                records.stream().map(Match::ec2InstanceId).collect(Collectors.toSet()),
                records.stream().map(Match::arn).toList(),
                true);
    }

    private Collection<Match> recordsOf(String id, Instant noticedAt) {
        Map<String, Match> all = new LinkedHashMap<>();
        read.recordsOf(id).forEach(record -> all.put(record.arn(), record));
        changes.forEach((host, some) -> {
            EcsChange change = some.get(host);
            if (change != null
                    && change.now() instanceof Match record
                    && record.ec2InstanceId().equals(id)) {
                if (record.registered()) {
                    all.put(host, record);
                } else if (change.at().isBefore(noticedAt)) {
                    all.remove(host);
                }
            }
        });
        return all.values();
    }

    /**
     * What it holds of an EC2 instance; nothing when that is not in the cluster. A service that was read there is there still, since
     * nobody may have heard of its next task.
     *
     * @param noticedAt what has stopped, or left the cluster, before it is left out
     */
    Optional<ClusterSnapshot> holding(String id, Instant noticedAt) {
        Collection<Match> records = recordsOf(id, noticedAt);
        if (records.isEmpty()) {
            return Optional.empty();
        }
        List<EcsTask> before = records.stream()
                .flatMap(record -> read.on(record.arn()).stream())
                .toList();
        Map<String, EcsTask> now = new HashMap<>();
        before.forEach(task -> now.put(task.arn(), task));
        records.forEach(record -> changes.getOrDefault(record.arn(), Map.of()).forEach((arn, change) -> {
            if (change.now() instanceof EcsTask task) {
                now.put(arn, task);
            }
        }));
        now.values().removeIf(task -> !task.concerns(noticedAt));
        Set<String> left = new HashSet<>(EcsTask.services(now.values()));
        before.stream()
                .filter(task -> read.serviceOf(task).isPresent() && !left.contains(task.service()))
                .forEach(task -> now.put(task.arn(), task));
        Map<String, List<String>> missing = new HashMap<>();
        read.recordsOf(id).forEach(record -> missing.put(record.arn(), TaskClassifier.missing(read, record)));
        return Optional.of(ClusterSnapshot.of(
                        read.cluster(),
                        asOf(),
                        // ECS has counted the tasks that were there before.
                        records.stream().map(Match::uncounted).toList(),
                        now.values(),
                        EcsTask.services(now.values()).stream()
                                .map(name -> read.services().getOrDefault(name, unread(name)))
                                .toList())
                .with(missing));
    }

    /** Nothing is known yet of a service that is new. */
    private static EcsService unread(String name) {
        return new EcsService(name, true, false, Set.of(), ServiceSnapshot.GONE);
    }
}
