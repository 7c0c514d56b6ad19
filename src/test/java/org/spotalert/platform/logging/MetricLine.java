package org.spotalert.platform.logging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.StreamSupport;

/** A line of the log as CloudWatch Logs reads it. */
public final class MetricLine {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final JsonSchema SCHEMA = schema();

    private final JsonNode root;

    private MetricLine(JsonNode root) {
        this.root = root;
    }

    /** Reads a line, which must be one JSON object and nothing else. */
    public static MetricLine of(String line) {
        try {
            return new MetricLine(JSON.readTree(line));
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(line, notJson);
        }
    }

    private static JsonSchema schema() {
        try (InputStream file = MetricLine.class.getResourceAsStream("/emf.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether it carries metrics. */
    public boolean hasMetrics() {
        return root.has("_aws");
    }

    public JsonNode json() {
        return root;
    }

    /** Why CloudWatch would refuse it, or part of it; empty when it takes all. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(SCHEMA.validate(root).stream()
                .map(ValidationMessage::getMessage)
                .toList());
        for (JsonNode directive : root.path("_aws").path("CloudWatchMetrics")) {
            directive.path("Dimensions").forEach(set -> set.forEach(name -> dimension(name.asText(), problems)));
            directive
                    .path("Metrics")
                    .forEach(metric -> metric(metric.path("Name").asText(), problems));
        }
        return problems;
    }

    private void dimension(String name, List<String> problems) {
        JsonNode value = root.path(name);
        if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > 1024) {
            problems.add("the dimension " + name + " is " + value);
        }
    }

    private void metric(String name, List<String> problems) {
        JsonNode value = root.path(name);
        boolean numbers = StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isNumber);
        if (!value.isNumber() && !(value.isArray() && numbers && !value.isEmpty() && value.size() <= 100)) {
            problems.add("the metric " + name + " is " + value);
        }
    }

    /** The metrics that it carries as {@code name[dimension=value] number}, in order. */
    public List<String> metrics() {
        return each((set, metric) -> {
            List<String> values = new ArrayList<>();
            set.forEach(key ->
                    values.add(key.asText() + "=" + root.path(key.asText()).asText()));
            String name = metric.path("Name").asText();
            return name + values + " " + root.path(name);
        });
    }

    /** What metrics it carries, as {@code name[dimension...] unit}. */
    public List<String> names() {
        return each((set, metric) -> {
            List<String> keys = new ArrayList<>();
            set.forEach(key -> keys.add(key.asText()));
            return metric.path("Name").asText() + keys + " "
                    + metric.path("Unit").asText();
        });
    }

    private List<String> each(BiFunction<JsonNode, JsonNode, String> text) {
        TreeSet<String> all = new TreeSet<>();
        for (JsonNode directive : root.path("_aws").path("CloudWatchMetrics")) {
            directive
                    .path("Dimensions")
                    .forEach(set -> directive.path("Metrics").forEach(metric -> all.add(text.apply(set, metric))));
        }
        return List.copyOf(all);
    }
}
