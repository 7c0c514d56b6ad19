package org.spotalert.platform.logging;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Metrics that a line of the log carries, in the embedded metric format: CloudWatch Logs reads them from a line of JSON, so
 * that nobody calls CloudWatch. A line has one value for each dimension.
 */
public final class EmbeddedMetrics {

    /** The most numbers that one line may have for one metric. */
    public static final int MOST_VALUES = 100;

    /** The namespace of all metrics. */
    public static final String NAMESPACE = "SpotAlerts";

    private final Map<String, Object> members = new LinkedHashMap<>();
    private final List<Map<String, Object>> directives = new ArrayList<>();

    public enum Unit {
        Count,
        Seconds
    }

    public EmbeddedMetrics dimension(String name, String value) {
        members.put(name, value);
        return this;
    }

    /**
     * Adds a metric.
     *
     * @param value a number, or a list of at most {@link #MOST_VALUES} numbers
     * @param dimensions the dimensions by which CloudWatch keeps it, each by itself; none for one metric
     */
    public EmbeddedMetrics metric(String name, Unit unit, Object value, String... dimensions) {
        members.put(name, value);
        directives.add(Map.of(
                "Namespace",
                NAMESPACE,
                "Dimensions",
                // Without a dimension it is one metric, by an empty set.
                dimensions.length == 0
                        ? List.of(List.of())
                        : Stream.of(dimensions).map(List::of).toList(),
                "Metrics",
                List.of(Map.of("Name", name, "Unit", unit.name()))));
        return this;
    }

    /** Adds the metrics to a line. */
    public LoggingEventBuilder addTo(LoggingEventBuilder line, Instant now) {
        LoggingEventBuilder all = line.addKeyValue(
                "_aws", Map.of("Timestamp", now.toEpochMilli(), "CloudWatchMetrics", List.copyOf(directives)));
        for (Map.Entry<String, Object> member : members.entrySet()) {
            all = all.addKeyValue(member.getKey(), member.getValue());
        }
        return all;
    }
}
