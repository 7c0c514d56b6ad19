package org.spotalert.enrich;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spotalert.enrich.ParallelCalls.Answers;

/** Asks clusters which of some EC2 instances they have. */
final class ClusterListing {

    private final EcsQuestions ecs;
    private final ParallelCalls calls;
    private final ClusterSizes sizes;

    ClusterListing(EcsQuestions ecs, ParallelCalls calls, ClusterSizes sizes) {
        this.ecs = ecs;
        this.calls = calls;
        this.sizes = sizes;
    }

    /**
     * The answers.
     *
     * @param listed what clusters listed; a cluster that has none of the instances is not in it
     * @param problems which clusters could not be asked
     */
    record Answer(List<ListedInstances> listed, List<ClusterProblem> problems) {}

    /**
     * Asks the clusters.
     *
     * @param asked the ids of the EC2 instances that each cluster is asked about
     */
    Answer ask(Map<Cluster, List<String>> asked) {
        if (ListQuestion.dependsOnSizes(asked)) {
            sizes.ask(asked.keySet());
        }
        Answers<ListQuestion, String> answers = calls.start(
                        ListQuestion.of(asked, sizes::of), ecs::containerInstanceArns)
                .await();
        List<ListedInstances> listed = new ArrayList<>();
        answers.values().forEach((question, arns) -> {
            if (!arns.isEmpty()) {
                listed.add(new ListedInstances(question.cluster(), question.instanceIds(), arns, question.whole()));
            }
        });
        List<ClusterProblem> problems = new ArrayList<>();
        answers.failures().forEach((question, reason) -> problems.add(new ClusterProblem(question.cluster(), reason)));
        return new Answer(listed, problems);
    }
}
