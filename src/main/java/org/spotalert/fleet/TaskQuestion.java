package org.spotalert.fleet;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

/**
 * The question for a list of tasks. ECS lists those that shall run apart from those that shall not, and draining turns
 * the one into the other.
 *
 * @param containerInstance the ARN of the container instance that they run on; null for all tasks of the cluster
 * @param desired whether they shall run
 */
record TaskQuestion(@Nullable String containerInstance, DesiredStatus desired) {

    /** The question for all tasks of the cluster. */
    static TaskQuestion ofCluster(DesiredStatus desired) {
        return new TaskQuestion(null, desired);
    }

    /** A question for each of these container instances. */
    static List<TaskQuestion> ofEach(Collection<String> containerInstances, DesiredStatus desired) {
        return containerInstances.stream()
                .map(arn -> new TaskQuestion(arn, desired))
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
