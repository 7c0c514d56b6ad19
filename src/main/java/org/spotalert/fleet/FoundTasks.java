package org.spotalert.fleet;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one container instance runs.
 *
 * @param missing what could not be found out, for a reader; empty when nothing is missing
 * @param elsewhere what could not be found out about tasks that may run on another instance of the cluster
 */
record FoundTasks(TaskClassifier.Sorted tasks, List<String> missing, List<String> elsewhere) {

    /** Nothing was found out about the tasks, for this reason. */
    static FoundTasks nothing(Match match, String reason) {
        return new FoundTasks(
                new TaskClassifier.Sorted(List.of(), List.of(), 0, TaskSizes.NONE, 0),
                List.of("the " + match.tasks() + " tasks on the instance were not looked up (" + reason + ")"),
                List.of());
    }

    /**
     * What could not be found out, when ECS counts so many tasks on the instance. Its lists are eventually consistent, and
     * may hold fewer; tasks that are stopping are in the lists, and not in the counts.
     */
    List<String> missing(Match member) {
        // ECS's documentation leaves open whether it counts a pending task twice. That must not spoil an alert;
        // before a silence it counts.
        int least = member.tasks() - (tasks.losesTasks() ? tasks.pending() : 0);
        if (!missing.isEmpty() || tasks.count() >= least) {
            return missing;
        }
        return Stream.concat(
                        Stream.of("ECS counts " + member.tasks() + " tasks on the instance, and describes "
                                + tasks.count()),
                        elsewhere.stream())
                .toList();
    }
}
