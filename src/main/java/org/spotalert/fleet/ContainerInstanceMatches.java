package org.spotalert.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.spotalert.model.Cluster;
import org.spotalert.platform.collection.Chunks;

/**
 * What a cluster has said of the container instances that it lists.
 *
 * @param listed the list
 * @param confirmed the records of the instances in question
 * @param problems what ECS did not describe, and why, for a reader
 */
record ContainerInstanceMatches(ListedContainerInstances listed, List<Match> confirmed, List<String> problems) {

    /** One call's worth of container instances to describe. */
    record Question(ListedContainerInstances listed, List<String> arns) {}

    /** Starts asking about the container instances that the clusters have listed. */
    static ParallelCalls.Pending<Question, Described<Match>> ask(
            Collection<ListedContainerInstances> listed, EcsGateway ecs, ParallelCalls calls) {
        List<Question> questions = listed.stream()
                .flatMap(cluster ->
                        Chunks.of(cluster.arns(), EcsGateway.AT_ONCE).stream().map(arns -> new Question(cluster, arns)))
                .toList();
        return calls.start(
                questions, question -> List.of(ecs.matches(question.listed().cluster(), question.arns())));
    }

    /** The matches among the listed instances. */
    static ContainerInstanceMatches of(
            ListedContainerInstances listed, ParallelCalls.Answers<Question, Described<Match>> answers) {
        List<Described<Match>> described = answers.values().entrySet().stream()
                .filter(answer -> answer.getKey().listed().equals(listed))
                .flatMap(answer -> answer.getValue().stream())
                .toList();
        List<Match> registered = described.stream()
                .flatMap(answer -> answer.found().stream())
                .filter(Match::registered)
                .toList();
        List<Match> confirmed = new ArrayList<>(registered.stream()
                .filter(match -> listed.instanceIds().contains(match.ec2InstanceId()))
                .toList());
        List<String> problems = new ArrayList<>();
        answers.failures().forEach((question, reason) -> {
            if (question.listed().equals(listed)) {
                problems.add(reason);
                // What a cluster lists for one instance belongs to it, described or not.
                if (listed.single()) {
                    question.arns()
                            .forEach(arn -> confirmed.add(
                                    Match.undescribed(arn, listed.instanceIds().get(0))));
                }
            }
        });
        described.stream()
                .flatMap(answer -> answer.left().entrySet().stream())
                .map(Map.Entry::getValue)
                // What was remembered may be gone by now; what has just been listed may not.
                .filter(reason -> !listed.remembered() || !Described.absent(reason))
                .map(reason -> "it does not describe a container instance that it lists: " + reason)
                .forEach(problems::add);
        return new ContainerInstanceMatches(
                listed, List.copyOf(confirmed), problems.stream().distinct().toList());
    }

    Cluster cluster() {
        return listed.cluster();
    }

    /** The ids of the EC2 instances that the cluster has. */
    Stream<String> instanceIds() {
        return confirmed.stream().map(Match::ec2InstanceId);
    }
}
