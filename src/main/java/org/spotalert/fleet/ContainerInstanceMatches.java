package org.spotalert.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.spotalert.model.Cluster;
import org.spotalert.model.ContainerInstance;
import org.spotalert.platform.collection.Chunks;

/**
 * What a cluster has said of the container instances that it lists.
 *
 * @param listed the list
 * @param confirmed the records of the instances in question
 * @param seen all container instances that were described, those that are not in question included
 * @param problems what ECS did not describe, and why, for a reader
 */
record ContainerInstanceMatches(
        ListedContainerInstances listed, List<Match> confirmed, List<ContainerInstance> seen, List<String> problems) {

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
                listed,
                List.copyOf(confirmed),
                registered.stream().map(Match::instance).toList(),
                problems.stream().distinct().toList());
    }

    Cluster cluster() {
        return listed.cluster();
    }

    /** The ids of the EC2 instances that the cluster has. */
    Stream<String> instanceIds() {
        return confirmed.stream().map(Match::ec2InstanceId);
    }

    /**
     * A record of an EC2 instance in a cluster. An instance has several when its agent has registered more than once.
     *
     * @param connected whether the agent behind it is connected: it is not behind a stale record
     * @param running how many tasks ECS counts as running on it
     * @param pending how many tasks ECS counts as pending on it
     */
    record Match(ContainerInstance instance, boolean connected, int running, int pending) {

        private static final String DEREGISTERED = "INACTIVE";

        static Match of(software.amazon.awssdk.services.ecs.model.ContainerInstance found) {
            return new Match(
                    new ContainerInstance(
                            String.valueOf(found.containerInstanceArn()),
                            String.valueOf(found.ec2InstanceId()),
                            Objects.requireNonNullElse(found.status(), "UNKNOWN")),
                    Boolean.TRUE.equals(found.agentConnected()),
                    Objects.requireNonNullElse(found.runningTasksCount(), 0),
                    Objects.requireNonNullElse(found.pendingTasksCount(), 0));
        }

        /** A record that ECS lists and does not describe. */
        static Match undescribed(String arn, String ec2InstanceId) {
            return new Match(new ContainerInstance(arn, ec2InstanceId, "UNKNOWN"), false, 0, 0);
        }

        /** Whether it is still in its cluster. */
        boolean registered() {
            return !instance.status().equals(DEREGISTERED);
        }

        String arn() {
            return instance.arn();
        }

        String ec2InstanceId() {
            return instance.ec2InstanceId();
        }

        /** How many tasks ECS counts on it. Those that are stopping are not among them. */
        int tasks() {
            return running + pending;
        }
    }
}
