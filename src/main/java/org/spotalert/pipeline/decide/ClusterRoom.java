package org.spotalert.pipeline.decide;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Impact;
import org.spotalert.pipeline.decide.DecisionRule.Answer;

/**
 * Whether a cluster has room for the services' tasks that instances take with them, which go at the same time.
 *
 * @param room null when that is unknown
 * @param reason why, for a reader
 */
public record ClusterRoom(String cluster, @Nullable Boolean room, String reason) {

    /** The room of each cluster whose services lose tasks, by its name. */
    public static List<ClusterRoom> of(Collection<Impact> impacts) {
        Map<String, Map<String, Impact>> going = impacts.stream()
                .filter(impact -> impact.cluster() != null && !impact.services().isEmpty())
                .collect(Collectors.groupingBy(
                        impact -> String.valueOf(impact.clusterName()),
                        TreeMap::new,
                        Collectors.toMap(
                                impact -> impact.interruption().resourceId(),
                                impact -> impact,
                                (one, same) -> one,
                                LinkedHashMap::new)));
        return going.entrySet().stream()
                .map(cluster -> of(cluster.getKey(), cluster.getValue()))
                .toList();
    }

    private static ClusterRoom of(String cluster, Map<String, Impact> going) {
        Answer answer = EnoughCapacityRule.room(going.values().iterator().next(), going);
        boolean known = answer.verdict() != Verdict.INDETERMINATE;
        return new ClusterRoom(cluster, known ? answer.verdict() == Verdict.SUPPRESS : null, answer.reason());
    }
}
