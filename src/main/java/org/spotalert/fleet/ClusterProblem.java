package org.spotalert.fleet;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.spotalert.model.Cluster;

/**
 * A cluster that could not be asked, or not about everything.
 *
 * @param reason why, for a reader
 */
record ClusterProblem(Cluster cluster, String reason) {

    /** More names than these make a sentence that nobody reads. */
    private static final int FEW = 3;

    /** What to tell people: one sentence part for each reason. */
    static List<String> describe(Collection<ClusterProblem> problems) {
        Map<String, List<String>> clusters = problems.stream()
                .collect(Collectors.groupingBy(
                        ClusterProblem::reason,
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
