package org.spotalert.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.fleet.EcsGateway.Size;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.aws.Priority;

/** Reads the clusters of all accounts and Regions in use, those first whose snapshot is oldest, slowly and one after the other. */
public final class FleetRotation {

    private static final Logger LOG = LoggerFactory.getLogger(FleetRotation.class);

    private final Map<AccountRegion, String> problems = new ConcurrentHashMap<>();
    private final Set<AccountRegion> underWay = ConcurrentHashMap.newKeySet();
    private final Fleet fleet;
    private final ClusterReader reader;
    private final List<Cluster> configured;
    private final FleetSettings settings;
    private final Executor workers;
    private final Clock clock;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** @param configured the clusters to read; empty for all there are */
    FleetRotation(
            ClusterReader reader, List<Cluster> configured, FleetSettings settings, Executor workers, Clock clock) {
        this.fleet = reader.fleet();
        this.reader = reader;
        this.configured = List.copyOf(configured);
        this.settings = settings;
        this.workers = workers;
        this.clock = clock;
    }

    /** Begins a round wherever none is under way. */
    public void refresh() {
        fleet.places()
                .filter(underWay::add)
                .forEach(place -> workers.execute(() -> {
                    try {
                        round(place);
                        problems.remove(place);
                    } catch (RuntimeException failure) {
                        failed(place, failure);
                    } finally {
                        underWay.remove(place);
                    }
                }));
    }

    public void stop() {
        stopped.set(true);
    }

    private void failed(AccountRegion place, RuntimeException failure) {
        String reason = failure instanceof ClusterReader.FailedException
                ? String.valueOf(failure.getMessage())
                : AwsFailure.describe(failure);
        if (!stopped.get() && problems.put(place, reason) == null) {
            LOG.atWarn()
                    .addKeyValue("place", place)
                    .addKeyValue("reason", reason)
                    .log("the fleet snapshot cannot be read; alerts wait for AWS as without it");
        }
    }

    private void round(AccountRegion place) {
        EcsGateway ecs = reader.gateway(place, Priority.FLEET);
        List<Size> sizes = ecs.sizes(
                configured.isEmpty()
                        ? ecs.clusters()
                        : configured.stream()
                                .filter(cluster -> cluster.mayBeIn(place))
                                .toList());
        fleet.retain(place, sizes.stream().map(Size::cluster).toList());
        Instant begun = ecs.deadline().begun();
        Optional<RuntimeException> failure = Optional.empty();
        for (Size size : sizes.stream()
                .sorted(Comparator.comparing(size -> fleet.of(place, size.cluster())
                        .map(ClusterSnapshot::asOf)
                        .orElse(Instant.MIN)))
                .toList()) {
            if (!stopped.get() && due(place, size, begun)) {
                try {
                    reader.read(place, size.cluster(), Priority.FLEET);
                } catch (RuntimeException failed) {
                    failure = Optional.of(failed);
                }
            }
        }
        fleet.definitions()
                .readSome(
                        reader.gateway(place, Priority.FLEET),
                        fleet.snapshots(place).flatMap(ClusterSnapshot::definitions));
        failure.ifPresent(last -> {
            throw last;
        });
    }

    /** A cluster without Spot capacity changes nothing for alerts: it is read only so often that it does not grow too old. */
    private boolean due(AccountRegion place, Size size, Instant begun) {
        Duration rarely = settings.maxAge().dividedBy(2);
        return fleet.of(place, size.cluster())
                .map(last -> last.asOf().isBefore(last.maySpot() ? begun : begun.minus(rarely)))
                .orElseGet(() -> size.instances() + size.tasks() > 0 && fleet.hasRoom(size.tasks()));
    }

    /** What is wrong with the snapshot, for a reader; nothing while it is as new as it should be. */
    public Optional<String> warning() {
        Duration age = age();
        return problems.entrySet().stream()
                .findFirst()
                .map(problem -> "the fleet snapshot of " + problem.getKey() + " cannot be read: " + problem.getValue())
                .or(() -> age.compareTo(settings.maxAge()) <= 0
                        ? Optional.empty()
                        : Optional.of("the oldest part of the fleet snapshot is " + age.toSeconds() + " s old"));
    }

    /** How old its oldest part is. */
    public Duration age() {
        return fleet.oldest()
                .map(oldest -> Duration.between(oldest, clock.instant()))
                .orElse(Duration.ZERO);
    }

    /** How many calls it has cost. */
    public long calls() {
        return fleet.places()
                .mapToLong(place -> reader.clients().of(place).budget().fleetCalls())
                .sum();
    }
}
