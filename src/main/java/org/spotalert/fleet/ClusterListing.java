package org.spotalert.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.Cluster;

/**
 * Asks clusters which of some EC2 instances they have.
 *
 * @param configured the clusters that the settings name: they have to be there
 */
record ClusterListing(EcsGateway ecs, ParallelCalls calls, List<Cluster> configured) {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterListing.class);
    /** ECS's error code for a cluster that does not exist, or not any more. */
    private static final String NOT_FOUND = "ClusterNotFoundException";

    /**
     * The answers.
     *
     * @param listed what clusters listed; a cluster that has none of the instances is not in it
     * @param problems which clusters could not be asked
     */
    record Answer(List<ListedContainerInstances> listed, List<Problem> problems) {}

    /** The question which of some instances a cluster has: for more than one filter takes, it lists all that it has. */
    private record Question(Cluster cluster, List<String> instanceIds) {

        boolean whole() {
            return instanceIds.size() > EcsGateway.AT_ONCE;
        }
    }

    /**
     * Asks the clusters.
     *
     * @param asked the ids of the EC2 instances that each cluster is asked about
     */
    Answer ask(Map<Cluster, List<String>> asked) {
        List<Question> questions = asked.entrySet().stream()
                .map(entry -> new Question(entry.getKey(), entry.getValue()))
                .toList();
        ParallelCalls.Answers<Question, String> answers = calls.start(
                        questions,
                        question -> ecs.containerInstanceArns(
                                question.cluster(), question.whole() ? List.of() : question.instanceIds()))
                .await();
        List<ListedContainerInstances> listed = new ArrayList<>();
        answers.values().forEach((question, arns) -> {
            if (!arns.isEmpty()) {
                listed.add(new ListedContainerInstances(
                        question.cluster(), question.instanceIds(), arns, question.whole(), false));
            }
        });
        List<Problem> problems = new ArrayList<>();
        answers.failures()
                .forEach((question, reason) ->
                        problem(question.cluster(), reason).ifPresent(problems::add));
        return new Answer(listed, problems);
    }

    /** Nothing when the cluster was in the list of all, and deleted just after it was listed. */
    private Optional<Problem> problem(Cluster cluster, String reason) {
        if (!reason.startsWith(NOT_FOUND)) {
            return Optional.of(new Problem(cluster, reason));
        }
        if (!configured.contains(cluster)) {
            return Optional.empty();
        }
        LOG.atWarn()
                .addKeyValue("cluster", cluster.reference())
                .log(
                        "spot.clusters (SPOT_CLUSTERS) names a cluster that does not exist in the account and Region of the"
                                + " instance; correct the name, or give the cluster's ARN when it is in another Region");
        return Optional.of(new Problem(cluster, "it does not exist; see spot.clusters"));
    }

    /**
     * A cluster that could not be asked, or not about everything.
     *
     * @param reason why, for a reader
     */
    record Problem(Cluster cluster, String reason) {

        /** More names than these make a sentence that nobody reads. */
        private static final int FEW = 3;

        /** For a reader, one sentence part for each reason. */
        static List<String> describe(Collection<Problem> problems) {
            Map<String, List<String>> clusters = problems.stream()
                    .collect(Collectors.groupingBy(
                            Problem::reason,
                            LinkedHashMap::new,
                            Collectors.mapping(problem -> problem.cluster().name(), Collectors.toList())));
            return clusters.entrySet().stream()
                    .map(entry ->
                            names(entry.getValue().stream().distinct().sorted().toList())
                                    + " could not be asked about the instance (" + entry.getKey() + ")")
                    .toList();
        }

        private static String names(List<String> names) {
            if (names.size() == 1) {
                return "cluster " + names.get(0);
            }
            return names.size() <= FEW ? "clusters " + String.join(", ", names) : names.size() + " clusters";
        }
    }
}
