package org.spotalert.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.model.Instance;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.Priority;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

/**
 * Reads whole clusters. A cluster of R container instances, T tasks and S services costs R / 50 + T / 100 + S / 10 calls, and
 * T / 100 more when its tasks were not described before.
 */
record ClusterReader(Fleet fleet, LookupClients clients, Clock clock) {

    /** A large cluster's read waits for its turn again and again. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** A cluster could not be read. */
    static final class FailedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        FailedException(String reason) {
            super(reason);
        }
    }

    /** The questions there that begin now. */
    EcsGateway gateway(AccountRegion place, Priority priority) {
        return EcsGateway.of(clients, place, CallDeadline.of(priority, clock.instant(), LONGEST), clock);
    }

    /**
     * Reads the cluster anew, and keeps that in the fleet.
     *
     * @throws FailedException when a call fails
     */
    ClusterSnapshot read(AccountRegion place, Cluster cluster, Priority priority) {
        ClusterSnapshot before = fleet.of(place, cluster).orElseGet(() -> ClusterSnapshot.empty(cluster, Instant.MIN));
        EcsGateway ecs = gateway(place, priority);
        Supplier<Answers<Cluster, List<String>>> listing =
                ecs.ask(List.of(cluster), one -> ecs.taskArns(one, null, DesiredStatus.RUNNING));
        List<String> arns = listed(ecs.ask(List.of(cluster), one -> ecs.containerInstanceArns(one, List.of())));
        List<Match> records = found(ecs.matches(cluster, arns));
        List<EcsTask> tasks = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String arn : listed(listing)) {
            before.keepsRunning(arn).ifPresentOrElse(tasks::add, () -> unknown.add(arn));
        }
        found(ecs.tasks(cluster, unknown)).stream()
                .filter(task -> !task.toStop())
                .forEach(tasks::add);
        List<EcsService> services = found(ecs.services(cluster, EcsTask.services(tasks)));
        ClusterSnapshot read = ClusterSnapshot.of(cluster, ecs.deadline().begun(), records, tasks, services);
        // Type, zone and the like never change: EC2 is asked only while nobody waits.
        List<Instance> instances = priority == Priority.FLEET
                ? new InstanceLookup(clients, clock)
                        .describe(place, read.records().keySet(), ecs.deadline())
                        .found()
                : List.of();
        ClusterSnapshot all = read.with(before.instances(), instances);
        fleet.put(place, all);
        return all;
    }

    /** What ECS does not describe though it lists it has gone meanwhile. */
    private static <T> List<T> found(Supplier<Described<T>> asked) {
        Described<T> described = asked.get();
        check(described.failed().values());
        return described.found();
    }

    private static List<String> listed(Supplier<Answers<Cluster, List<String>>> asked) {
        Answers<Cluster, List<String>> answers = asked.get();
        check(answers.reasons());
        return answers.values().values().stream().flatMap(List::stream).toList();
    }

    private static void check(Collection<String> failures) {
        if (!failures.isEmpty()) {
            throw new FailedException(failures.stream().distinct().collect(Collectors.joining("; ")));
        }
    }
}
