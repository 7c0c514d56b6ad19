package org.spotalert.enrich;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.enrich.ParallelCalls.Answers;
import org.spotalert.enrich.ParallelCalls.Pending;

/**
 * The instances in question that a cluster has confirmed.
 *
 * @param asked the ids of the EC2 instances in question
 * @param confirmed the confirmed instances, with their counts
 * @param unmatched the ids of instances that the cluster has, but that could not be matched with a container instance
 * @param seen all container instances that were described, those that are not in question included
 * @param problems what went wrong while asking the cluster about them
 */
record Members(
        Cluster cluster,
        List<String> asked,
        List<Member> confirmed,
        List<String> unmatched,
        List<ContainerInstance> seen,
        List<ClusterProblem> problems) {

    private static final String DEREGISTERED = "INACTIVE";

    /**
     * A confirmed instance.
     *
     * @param tasks how many tasks shall run on it, by ECS's count
     */
    record Member(ContainerInstance instance, int tasks) {}

    /** One call's worth of container instances to describe. */
    record Question(ListedInstances listed, List<String> arns) {}

    /** Starts asking about the container instances that the clusters have listed. */
    static Pending<Question, Member> ask(Collection<ListedInstances> listed, EcsQuestions ecs, ParallelCalls calls) {
        List<Question> questions = listed.stream()
                .flatMap(cluster -> ParallelCalls.groups(cluster.arns(), EcsQuestions.AT_ONCE).stream()
                        .map(arns -> new Question(cluster, arns)))
                .toList();
        return calls.start(questions, question -> ecs.members(question.listed().cluster(), question.arns()));
    }

    static boolean registered(Member member) {
        return !member.instance().status().equals(DEREGISTERED);
    }

    static Member member(software.amazon.awssdk.services.ecs.model.ContainerInstance found) {
        return new Member(
                new ContainerInstance(found.containerInstanceArn(), found.ec2InstanceId(), found.status()),
                found.runningTasksCount() + found.pendingTasksCount());
    }

    /** The members among the listed instances. When describing them fails, the list itself may still tell. */
    static Members of(ListedInstances listed, Answers<Question, Member> described) {
        List<Member> seen = described.values().entrySet().stream()
                .filter(answer -> answer.getKey().listed().equals(listed))
                .flatMap(answer -> answer.getValue().stream())
                .toList();
        List<ClusterProblem> problems = described.failures().entrySet().stream()
                .filter(failure -> failure.getKey().listed().equals(listed))
                .map(failure -> new ClusterProblem(listed.cluster(), failure.getValue()))
                .distinct()
                .toList();
        return !problems.isEmpty() && listed.single() ? undescribed(listed) : of(listed, seen, problems);
    }

    /** The only answer to the question about one instance is that instance, described or not. */
    private static Members undescribed(ListedInstances single) {
        ContainerInstance one =
                new ContainerInstance(single.arns().get(0), single.instanceIds().get(0), "UNKNOWN");
        return new Members(
                single.cluster(), single.instanceIds(), List.of(new Member(one, 0)), List.of(), List.of(), List.of());
    }

    private static Members of(ListedInstances listed, List<Member> seen, List<ClusterProblem> problems) {
        List<Member> confirmed = seen.stream()
                .filter(member ->
                        listed.instanceIds().contains(member.instance().ec2InstanceId()))
                .toList();
        Set<String> matched = ids(confirmed).collect(Collectors.toSet());
        List<String> unmatched = problems.isEmpty() || !listed.all()
                ? List.of()
                : listed.instanceIds().stream()
                        .filter(id -> !matched.contains(id))
                        .toList();
        return new Members(
                listed.cluster(),
                listed.instanceIds(),
                confirmed,
                unmatched,
                seen.stream().map(Member::instance).toList(),
                problems);
    }

    private static Stream<String> ids(List<Member> members) {
        return members.stream().map(member -> member.instance().ec2InstanceId());
    }

    /** The ids of the EC2 instances that the cluster has. */
    Stream<String> instanceIds() {
        return Stream.concat(ids(confirmed), unmatched.stream());
    }

    /** How many tasks shall run on each container instance, by its ARN. */
    Map<String, Integer> tasks() {
        return confirmed.stream()
                .collect(Collectors.toMap(member -> member.instance().arn(), Member::tasks));
    }

    /** Both parts of the same cluster's members. */
    Members and(Members other) {
        return new Members(
                cluster,
                concat(asked, other.asked),
                concat(confirmed, other.confirmed),
                concat(unmatched, other.unmatched),
                concat(seen, other.seen),
                concat(problems, other.problems));
    }

    private static <V> List<V> concat(List<V> first, List<V> second) {
        List<V> both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }
}
