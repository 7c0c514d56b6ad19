package org.spotalert.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.ParallelCalls.Answers;
import org.spotalert.fleet.TaskLists.Question;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.LookupClients;
import org.spotalert.platform.aws.Priority;
import org.spotalert.platform.aws.RegionClients;
import org.spotalert.platform.collection.Chunks;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

/**
 * Reads whole clusters. A cluster of R container instances, T tasks and S services costs R / 50 + T / 100 + S / 10 calls, and
 * T / 100 more when its tasks were not described before.
 */
record ClusterReader(LookupClients clients, Clock clock) {

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
        return new EcsGateway(clients.of(place).ecs(), CallDeadline.of(priority, clock.instant(), LONGEST), clock);
    }

    /**
     * Reads the cluster.
     *
     * @param before what it held before
     * @throws FailedException when a call fails
     */
    ClusterSnapshot read(AccountRegion place, Cluster cluster, @Nullable ClusterSnapshot before, Priority priority) {
        RegionClients here = clients.of(place);
        EcsGateway ecs = gateway(place, priority);
        ParallelCalls calls = new ParallelCalls(here.threads(ecs.deadline()));
        ParallelCalls.Pending<Question, String> listing = calls.start(
                List.of(Question.ofCluster(DesiredStatus.RUNNING)), question -> ecs.taskArns(cluster, question));
        List<String> arns = all(calls, List.of(cluster), one -> ecs.containerInstanceArns(one, List.of()));
        List<Match> records = describe(calls, arns, EcsGateway.AT_ONCE, some -> ecs.matches(cluster, some));
        List<EcsTask> tasks = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String arn : complete(listing.await())) {
            EcsTask known = before == null ? null : before.keepsRunning(arn).orElse(null);
            if (known == null) {
                unknown.add(arn);
            } else {
                tasks.add(known);
            }
        }
        describe(calls, unknown, EcsGateway.AT_ONCE, some -> ecs.tasks(cluster, some)).stream()
                .filter(task -> !task.toStop())
                .forEach(tasks::add);
        List<String> names = tasks.stream()
                .map(EcsTask::service)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        List<EcsService> services =
                describe(calls, names, EcsGateway.SERVICES_AT_ONCE, some -> ecs.services(cluster, some));
        Instant asOf = ecs.deadline().begun();
        ClusterSnapshot read = ClusterSnapshot.of(
                cluster, asOf, records, tasks, services, before == null ? Map.of() : before.instances());
        // Type, zone and the like never change: EC2 is asked only while nobody waits.
        return priority == Priority.FLEET
                ? read.with(new InstanceLookup(clients, clock)
                        .describe(place, read.records().keySet(), ecs.deadline()).stream())
                : read;
    }

    /** What ECS does not describe though it lists it has gone meanwhile. */
    private static <T> List<T> describe(
            ParallelCalls calls, Collection<String> names, int atOnce, Function<List<String>, Described<T>> call) {
        return all(calls, Chunks.of(names, atOnce), some -> call.apply(some).found());
    }

    private static <Q, V> List<V> all(ParallelCalls calls, Collection<Q> questions, Function<Q, List<V>> call) {
        return complete(calls.start(questions, call).await());
    }

    private static <Q, V> List<V> complete(Answers<Q, V> answers) {
        if (!answers.failures().isEmpty()) {
            throw new FailedException(String.join("; ", answers.reasons()));
        }
        return answers.all().toList();
    }
}
