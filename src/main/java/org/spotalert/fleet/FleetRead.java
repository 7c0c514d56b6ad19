package org.spotalert.fleet;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.LookupResult.Answer;
import org.spotalert.fleet.LookupResult.Instances;
import org.spotalert.fleet.LookupResult.Problem;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.model.Instance;
import org.spotalert.model.Resource;
import org.spotalert.model.Resource.Ec2Instance;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.Priority;
import software.amazon.awssdk.core.exception.SdkException;

/** The clusters of an account and Region, each read once, for a command: it has no snapshot that a rotation keeps fresh. */
public final class FleetRead {

    private final AccountRegion place;
    private final Fleet fleet;
    private final ClusterReader reader;
    private final List<String> problems = new ArrayList<>();

    /** @param settings say how many tasks there may be */
    public FleetRead(AccountRegion place, FleetSettings settings, LookupClients clients, Clock clock) {
        this.place = place;
        this.fleet = new Fleet(settings, clock);
        this.reader = new ClusterReader(fleet, clients, clock);
    }

    /**
     * Reads the clusters, one after the other.
     *
     * @param clusters the clusters to read; empty for all there are
     */
    public void read(List<Cluster> clusters) {
        read(clusters, read -> {});
    }

    /**
     * Reads the clusters, and meanwhile the task definitions and the target groups of what runs in them.
     *
     * @param clusters the clusters to read; empty for all there are
     */
    public void readAll(List<Cluster> clusters, DeregistrationDelays delays) {
        EcsGateway ecs = reader.gateway(place, Priority.FLEET);
        List<CompletableFuture<Void>> definitions = new ArrayList<>();
        read(clusters, read -> {
            definitions.add(CompletableFuture.runAsync(() -> fleet.definitions().read(ecs, read.definitions())));
            delays.ask(SpotUse.of(read, fleet.definitions()));
        });
        definitions.forEach(CompletableFuture::join);
    }

    private void read(List<Cluster> clusters, Consumer<ClusterSnapshot> then) {
        for (Cluster cluster : clusters.isEmpty() ? all() : clusters) {
            if (!cluster.mayBeIn(place)) {
                continue;
            }
            try {
                ClusterSnapshot read = reader.read(place, cluster, Priority.FLEET);
                then.accept(read);
                long undescribed = read.undescribed();
                if (undescribed > 0) {
                    problems.add("EC2 does not describe " + undescribed + " instances of cluster " + cluster.name());
                }
            } catch (ClusterReader.FailedException failure) {
                problems.add("cluster " + cluster.name() + " could not be read (" + failure.getMessage() + ")");
            }
        }
        if (fleet.dropped() > 0) {
            problems.add(fleet.dropped() + " clusters were left out: there are more tasks than spot.fleet.max-tasks");
        }
    }

    private List<Cluster> all() {
        try {
            return reader.gateway(place, Priority.FLEET).clusters();
        } catch (SdkException failure) {
            problems.add("the ECS clusters could not be listed (" + AwsFailure.describe(failure) + ")");
            return List.of();
        }
    }

    /** What could not be read, for a reader; empty when all was. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** What was read. */
    public Fleet fleet() {
        return fleet;
    }

    /**
     * The Spot Instances and the tasks of Fargate Spot of a pool.
     *
     * @param zone the Availability Zone; null for all
     * @param type the instance type; null for all, and then for Fargate too
     */
    public List<Resource> spot(@Nullable String zone, @Nullable String type) {
        List<Resource> pool = new ArrayList<>();
        fleet.snapshots(place).forEach(snapshot -> {
            snapshot.records().keySet().stream()
                    .flatMap(id -> Stream.ofNullable(snapshot.instances().get(id)))
                    .filter(Instance::spot)
                    .filter(instance -> zone == null || zone.equals(instance.zone()))
                    .filter(instance -> type == null || type.equals(instance.type()))
                    .forEach(instance -> pool.add(new Ec2Instance(instance.instanceId())));
            snapshot.tasks().values().stream()
                    .filter(task -> type == null && task.fargateSpot())
                    .filter(task -> zone == null || zone.equals(task.zone()))
                    .forEach(task -> pool.add(task.resource(snapshot.cluster())));
        });
        return pool;
    }

    /** What its services and standalone tasks run, where any of it is on Spot capacity. */
    public List<SpotUse> spotUses() {
        return fleet.snapshots(place)
                .flatMap(snapshot -> SpotUse.of(snapshot, fleet.definitions()).stream())
                .toList();
    }

    /** What goes with these, capacity included, as lookups that began before the read would have found it. */
    public LookupResult losses(LookupResult nothing) {
        Stream<Answer> read = fleet.snapshots(place).map(snapshot -> new ClusterAnswer(Set.of(), snapshot, List.of()));
        List<Instance> instances = nothing.instanceIds().stream()
                .flatMap(id -> fleet.instance(place, id).stream())
                .toList();
        LookupResult found = nothing.with(read.toList())
                .with(problems.stream().map(Problem::new).toList())
                .with(new Instances(instances, null));
        return new CapacityLookup(reader.clients(), fleet, reader.clock()).lookUp(found);
    }
}
