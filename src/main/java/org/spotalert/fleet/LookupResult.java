package org.spotalert.fleet;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Capacity;
import org.spotalert.model.Cluster;
import org.spotalert.model.Instance;
import org.spotalert.model.Interruption;
import org.spotalert.platform.aws.CallDeadline;

/**
 * What has been found out so far about the interruptions of a batch in one account and Region. The lookups each add their
 * answers.
 *
 * @param accountRegion where EC2 and ECS are asked
 * @param interruptions those of the batch, each instance and kind once
 * @param deadline when the alert leaves with what is known
 */
public record LookupResult(
        AccountRegion accountRegion, List<Interruption> interruptions, CallDeadline deadline, List<Answer> answers) {

    /** A part of the result. */
    public sealed interface Answer permits ClusterAnswer, Instances, Capacities, Problem {}

    /**
     * What EC2 says.
     *
     * @param problem what went wrong, for a reader; null for nothing
     */
    record Instances(List<Instance> found, @Nullable String problem) implements Answer {}

    /** What room there is for what each instance runs, by id. */
    record Capacities(Map<String, Capacity> found) implements Answer {}

    /** What went wrong while looking for the clusters, for a reader. */
    public record Problem(String reason) implements Answer {}

    /** Nothing found yet. Repeated notices of one kind about one instance count once: the first. */
    public static LookupResult none(
            AccountRegion accountRegion, Collection<Interruption> interruptions, CallDeadline deadline) {
        Map<Interruption.Subject, Interruption> once = new LinkedHashMap<>();
        interruptions.forEach(interruption -> once.putIfAbsent(interruption.subject(), interruption));
        return new LookupResult(accountRegion, List.copyOf(once.values()), deadline, List.of());
    }

    /** The same with these answers too. */
    public LookupResult with(Answer... more) {
        return with(List.of(more));
    }

    LookupResult with(List<? extends Answer> more) {
        return new LookupResult(
                accountRegion,
                interruptions,
                deadline,
                Stream.concat(answers.stream(), more.stream()).toList());
    }

    /** Both of two lookups that began with nothing. */
    public LookupResult merge(LookupResult other) {
        return with(other.answers);
    }

    private <A> Stream<A> all(Class<A> kind) {
        return answers.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The ids of all instances of the batch; tasks of Fargate run on none. */
    public List<String> instanceIds() {
        return interruptions.stream()
                .filter(interruption -> interruption.task() == null)
                .map(Interruption::resourceId)
                .distinct()
                .toList();
    }

    /** When the first notice about each instance was given. */
    Map<String, Instant> noticeTimes() {
        return interruptions.stream()
                .collect(Collectors.toMap(
                        Interruption::resourceId,
                        Interruption::noticedAt,
                        (one, other) -> one.isBefore(other) ? one : other));
    }

    /** What EC2 says of the instance; null while it says nothing. */
    public @Nullable Instance instance(String id) {
        return all(Instances.class)
                .flatMap(answer -> answer.found().stream())
                .filter(instance -> instance.instanceId().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** What is lost; nothing while no cluster has confirmed it. */
    public Optional<Workload> workload(Interruption interruption) {
        return workload(
                interruption.task() == null
                        ? interruption.resourceId()
                        : interruption.task().arn());
    }

    private Optional<Workload> workload(String id) {
        return TaskClassifier.workload(all(ClusterAnswer.class).map(ClusterAnswer::found), id);
    }

    /** What room there is for what it runs; null when that was not looked up. */
    public @Nullable Capacity capacity(String id) {
        return all(Capacities.class)
                .flatMap(answer -> Stream.ofNullable(answer.found().get(id)))
                .findFirst()
                .orElse(null);
    }

    /** What went wrong with EC2, for a reader. */
    public List<String> instanceProblems() {
        return all(Instances.class)
                .flatMap(answer -> Stream.ofNullable(answer.problem()))
                .toList();
    }

    /** What went wrong while looking for the clusters, for a reader. */
    public List<String> clusterProblems() {
        return Stream.concat(
                        ClusterAnswer.problems(all(ClusterAnswer.class)).stream(),
                        all(Problem.class).map(Problem::reason))
                .distinct()
                .toList();
    }

    /** Whether some cluster has confirmed something. */
    public boolean anyFound() {
        return all(ClusterAnswer.class).anyMatch(answer -> !answer.found().isEmpty());
    }

    /** The ids of the instances that no cluster has confirmed yet. */
    List<String> unmatched() {
        return instanceIds().stream().filter(id -> workload(id).isEmpty()).toList();
    }

    /** The ids of the instances that would go without an alert, by what is known: every cluster has to agree to that. */
    List<String> open() {
        return instanceIds().stream()
                .filter(id -> workload(id).map(Workload::losesNothing).orElse(true))
                .toList();
    }

    /** The ARNs of the container instances that have been described. */
    Set<String> arns() {
        return all(ClusterAnswer.class)
                .flatMap(answer -> answer.found().matches())
                .map(Match::arn)
                .collect(Collectors.toSet());
    }

    /** What none of these clusters has been asked yet about these instances, and what is still to be asked besides. */
    Map<Cluster, Set<String>> unasked(Collection<Cluster> clusters, Collection<String> ids) {
        return unasked(clusters.stream().distinct().collect(Collectors.toMap(Function.identity(), cluster -> ids)));
    }

    /**
     * Those of these questions that have not been asked yet. A cluster whose remembered records of an instance are all stale is asked
     * in any case: the agent may have registered again.
     */
    Map<Cluster, Set<String>> unasked(Map<Cluster, ? extends Collection<String>> questions) {
        Map<Cluster, Set<String>> unasked = new LinkedHashMap<>();
        questions.forEach((cluster, ids) -> unasked.put(cluster, new HashSet<>(ids)));
        all(ClusterAnswer.class)
                .forEach(answer -> answer.found().records().keySet().stream()
                        .filter(id -> !workload(id).map(Workload::connected).orElse(true))
                        .forEach(id -> unasked.computeIfAbsent(answer.cluster(), added -> new HashSet<>())
                                .add(id)));
        all(ClusterAnswer.class)
                .forEach(answer ->
                        unasked.getOrDefault(answer.cluster(), new HashSet<>()).removeAll(answer.asked()));
        unasked.values().removeIf(Set::isEmpty);
        return unasked;
    }
}
