package org.spotalert.fleet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.spotalert.model.Cluster;

/**
 * What a cluster has said when it was asked about some EC2 instances.
 *
 * @param asked their ids; none where it was only asked about records that were remembered: it may have others by now
 * @param problems why it could not be asked, or not about everything, for a reader
 */
record ClusterAnswer(Set<String> asked, ClusterSnapshot found, List<String> problems) implements LookupResult.Answer {

    /** More names than these make a sentence that nobody reads. */
    private static final int FEW = 3;

    Cluster cluster() {
        return found.cluster();
    }

    /** The problems of all, for a reader: one sentence part for each reason. */
    static List<String> problems(Stream<ClusterAnswer> answers) {
        Map<String, Set<String>> clusters = new LinkedHashMap<>();
        answers.forEach(
                answer -> answer.problems.forEach(reason -> clusters.computeIfAbsent(reason, added -> new TreeSet<>())
                        .add(answer.cluster().name())));
        return clusters.entrySet().stream()
                .map(entry -> names(List.copyOf(entry.getValue())) + " could not be asked about the instance ("
                        + entry.getKey() + ")")
                .toList();
    }

    private static String names(List<String> names) {
        if (names.size() == 1) {
            return "cluster " + names.get(0);
        }
        return names.size() <= FEW ? "clusters " + String.join(", ", names) : names.size() + " clusters";
    }
}
