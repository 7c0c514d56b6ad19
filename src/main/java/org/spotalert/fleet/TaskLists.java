package org.spotalert.fleet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.ParallelCalls.Answers;
import org.spotalert.model.Cluster;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

/**
 * The ARNs of tasks, as ECS lists them.
 *
 * @param running the tasks that shall run; draining may have stopped one of them a moment later
 * @param stopped the tasks that shall not run any more
 * @param lists the lists, as ECS has given them
 * @param failures the reasons of the lists that failed, for a reader
 */
record TaskLists(
        Set<String> running, Set<String> stopped, Map<Question, List<String>> lists, Map<Question, String> failures) {

    /** Two instances' own lists are as cheap as the cluster's page and the description of what is on it. */
    static final int FEW = 2;

    /**
     * Completes the lists of the tasks that shall run by those of stopped tasks. Draining moves tasks from the one kind of list to
     * the other: the second kind is read after the first, so that no task slips through between them. One page of the cluster's
     * stopped tasks often holds them all.
     *
     * @param containerInstances the ARNs of the container instances in question
     * @param found the lists of the tasks that shall run, as ECS has answered
     */
    static TaskLists read(
            Cluster cluster,
            Set<String> containerInstances,
            EcsGateway ecs,
            ParallelCalls calls,
            Answers<Question, String> found) {
        Answers<Question, List<String>> few = calls.start(
                        containerInstances.size() > FEW
                                ? List.of(Question.ofCluster(DesiredStatus.STOPPED))
                                : List.of(),
                        question -> ecs.taskArnsOfOnePage(cluster, question).stream()
                                .toList())
                .await();
        boolean asked = !few.failures().isEmpty() || few.all().findAny().isPresent();
        Answers<Question, String> stopped = calls.start(
                        asked ? List.of() : Question.ofEach(containerInstances, DesiredStatus.STOPPED),
                        question -> ecs.taskArns(cluster, question))
                .await();
        Set<String> over = Stream.concat(few.all().flatMap(Collection::stream), stopped.all())
                .collect(Collectors.toSet());
        return new TaskLists(
                found.all().filter(arn -> !over.contains(arn)).collect(Collectors.toSet()),
                over,
                Stream.of(found.values(), stopped.values())
                        .flatMap(lists -> lists.entrySet().stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                Stream.of(found.failures(), few.failures(), stopped.failures())
                        .flatMap(failures -> failures.entrySet().stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Whether this task is in a list of this container instance alone. */
    boolean holds(String containerInstance, String task) {
        return lists.entrySet().stream()
                .anyMatch(list -> containerInstance.equals(list.getKey().containerInstance())
                        && list.getValue().contains(task));
    }

    /**
     * Why tasks could not be listed, for a reader; empty when they could.
     *
     * @param containerInstance the ARN of the container instance that they run on
     */
    List<String> failures(String containerInstance) {
        return failures.entrySet().stream()
                .filter(failure -> failure.getKey().concerns(containerInstance))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
    }

    /**
     * The question for a list of tasks. ECS lists those that shall run apart from those that shall not, and draining turns
     * the one into the other.
     *
     * @param containerInstance the ARN of the container instance that they run on; null for all tasks of the cluster
     * @param desired whether they shall run
     */
    record Question(@Nullable String containerInstance, DesiredStatus desired) {

        /** The question for all tasks of the cluster. */
        static Question ofCluster(DesiredStatus desired) {
            return new Question(null, desired);
        }

        /** A question for each of these container instances. */
        static List<Question> ofEach(Collection<String> containerInstances, DesiredStatus desired) {
            return containerInstances.stream()
                    .map(arn -> new Question(arn, desired))
                    .toList();
        }

        /** Whether the list holds the tasks of all container instances. */
        boolean ofWholeCluster() {
            return containerInstance == null;
        }

        /** Whether the list holds the tasks of this container instance. */
        boolean concerns(String arn) {
            return ofWholeCluster() || arn.equals(containerInstance);
        }
    }
}
