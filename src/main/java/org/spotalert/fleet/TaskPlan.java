package org.spotalert.fleet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.spotalert.fleet.TaskLists.Question;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

/**
 * How the tasks of some instances of a cluster are found with the fewest calls: by lists of each instance, or by lists
 * of the whole cluster, whose tasks then all have to be described to see where they run. The lists of tasks that shall
 * run and of tasks that draining has already stopped are chosen apart from each other.
 *
 * @param running the questions for the tasks that shall run
 * @param stopped the questions for the tasks that shall not run any more
 * @param stoppedOfCluster whether to read one page of the cluster's stopped tasks before, which often holds them all
 * @param calls about how many calls it takes to list the tasks and to describe them
 */
record TaskPlan(List<Question> running, List<Question> stopped, boolean stoppedOfCluster, int calls) {

    /** Two instances' own lists are as cheap as the cluster's page and the description of what is on it. */
    private static final int FEW = 2;

    /**
     * The plan for these container instances.
     *
     * @param tasks how many tasks shall run on each container instance, by its ARN
     * @param tasksOfCluster how many tasks shall run in the whole cluster
     */
    static TaskPlan of(Map<String, Integer> tasks, int tasksOfCluster) {
        int byInstance = lists(tasks.values()) + describing(tasks.values());
        int byCluster = 2 * Math.max(1, pages(tasksOfCluster));
        boolean stoppedOfCluster = tasks.size() > FEW;
        return new TaskPlan(
                byCluster < byInstance
                        ? List.of(Question.ofCluster(DesiredStatus.RUNNING))
                        : Question.ofEach(withTasks(tasks), DesiredStatus.RUNNING),
                Question.ofEach(tasks.keySet(), DesiredStatus.STOPPED),
                stoppedOfCluster,
                Math.min(byCluster, byInstance) + (stoppedOfCluster ? FEW : tasks.size()));
    }

    /** The plan for the container instances of one EC2 instance: their own two lists, whatever their counts are. */
    static TaskPlan ofOne(Collection<String> containerInstances) {
        return of(
                containerInstances.stream().collect(Collectors.toMap(arn -> arn, arn -> 1, Math::max)),
                Integer.MAX_VALUE);
    }

    /** Whether so few instances are in question that time counts more than a call. */
    boolean few() {
        return stopped.size() <= FEW;
    }

    /** Whether the size of the cluster may change the plan: only then is it worth a call. */
    static boolean dependsOnCluster(Collection<Integer> tasks) {
        return 2 * Math.max(1, describing(tasks)) + 1 < lists(tasks) + describing(tasks);
    }

    private static List<String> withTasks(Map<String, Integer> tasks) {
        return tasks.entrySet().stream()
                .filter(instance -> instance.getValue() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int lists(Collection<Integer> tasks) {
        return tasks.stream().mapToInt(TaskPlan::pages).sum();
    }

    private static int describing(Collection<Integer> tasks) {
        return pages(tasks.stream().mapToInt(Integer::intValue).sum());
    }

    private static int pages(int tasks) {
        return tasks / EcsGateway.AT_ONCE + (tasks % EcsGateway.AT_ONCE == 0 ? 0 : 1);
    }
}
