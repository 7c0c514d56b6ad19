package org.spotalert.pipeline.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.pipeline.store.Incidents.Count;
import org.spotalert.platform.text.TextSanitizer;

/**
 * What became of the warnings at one channel.
 *
 * @param running whether the program has the channel now
 * @param within how many it had within so many seconds of the notice, {@code more} for longer; each counts once
 * @param failures how many it does not have, by reason
 * @param latestSent the latest notice that it has; null for none
 * @param latestFailed the latest notice that it does not have; null for none
 */
public record ChannelRow(
        String channel,
        boolean running,
        long sent,
        long failed,
        Map<String, Long> within,
        Map<String, Long> failures,
        @Nullable Instant latestSent,
        @Nullable Instant latestFailed) {

    /**
     * A row for each channel that runs, and for each that is in the history.
     *
     * @param counts by channel, outcome and bound or reason, as {@link org.spotalert.pipeline.store.Facet#CHANNEL} has them
     */
    static List<ChannelRow> of(Map<String, Count> counts, Set<String> running) {
        Set<String> names = new TreeSet<>(running);
        counts.keySet().forEach(value -> names.add(value.split("/")[0]));
        List<ChannelRow> rows = new ArrayList<>();
        for (String name : names) {
            Map<String, Count> sent = of(counts, name + "/sent/");
            Map<String, Count> failed = of(counts, name + "/failed/");
            rows.add(new ChannelRow(
                    TextSanitizer.line(name),
                    running.contains(name),
                    sum(sent),
                    sum(failed),
                    numbers(sent),
                    numbers(failed),
                    latest(sent),
                    latest(failed)));
        }
        return List.copyOf(rows);
    }

    private static Map<String, Count> of(Map<String, Count> counts, String prefix) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().startsWith(prefix))
                .collect(Collectors.toMap(count -> count.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    private static long sum(Map<String, Count> counts) {
        return counts.values().stream().mapToLong(Count::incidents).sum();
    }

    private static Map<String, Long> numbers(Map<String, Count> counts) {
        Map<String, Long> numbers = new TreeMap<>();
        counts.forEach((name, count) -> numbers.put(name.replace('_', ' '), count.incidents()));
        return numbers;
    }

    private static @Nullable Instant latest(Map<String, Count> counts) {
        return counts.values().stream()
                .map(Count::latest)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
