package org.spotalert.cli.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rights that the program and ECS need, from rights.json: the one source of policies here, in the documents and in deploy. */
public final class Rights {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACTION = "Action";
    private static final String RESOURCE = "Resource";

    /** Those of the task's role: what the program calls AWS with. */
    public static final List<Right> TASK = read("task");

    /** Those of the execution role: what ECS starts the task with. */
    public static final List<Right> EXECUTION = read("execution");

    private Rights() {}

    /**
     * One statement of a policy.
     *
     * @param purpose what it is for
     * @param when the settings or the command that need it; null when it is always needed
     * @param by who uses it in the program's place; null when the program does
     * @param statement the statement, with names such as {@code ${Queue}} in place of what differs
     */
    public record Right(
            @JsonProperty("for") String purpose,
            @Nullable String when,
            @Nullable String by,
            ObjectNode statement) {

        public String sid() {
            return statement.path("Sid").asText();
        }

        public List<String> actions() {
            return texts(ACTION);
        }

        /** The resources that they are allowed on. */
        public List<String> resources() {
            return texts(RESOURCE);
        }

        private List<String> texts(String member) {
            return each(statement.path(member)).map(JsonNode::asText).toList();
        }

        /** The statement for this one of its actions, whatever is said of it behind a space. */
        ObjectNode only(String action) {
            ObjectNode only = statement.deepCopy();
            only.putArray(ACTION).add(action.replaceFirst(" .*", ""));
            return only;
        }
    }

    private static List<Right> read(String role) {
        try (InputStream file = Rights.class.getResourceAsStream("/rights.json")) {
            return JSON.readerForListOf(Right.class)
                    .readValue(JSON.readTree(file).path(role));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The first right of the task's role with this action, whatever is said of it behind a space. */
    static Right allowing(String action) {
        return TASK.stream()
                .filter(right -> right.actions().contains(action.replaceFirst(" .*", "")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("rights.json allows no " + action));
    }

    static Right of(String sid) {
        return TASK.stream()
                .filter(right -> right.sid().equals(sid))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("rights.json has no statement " + sid));
    }

    /** The statement with these values in place of its names; a name without a value stays. */
    public static ObjectNode filled(ObjectNode statement, Map<String, String> values) {
        String text = statement.toString();
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** A policy of these statements; those with the same name become one, with the actions and the resources of all. */
    public static ObjectNode policy(Iterable<ObjectNode> statements) {
        Map<String, ObjectNode> bySid = new LinkedHashMap<>();
        for (ObjectNode statement : statements) {
            bySid.merge(statement.path("Sid").asText(), statement.deepCopy(), (one, other) -> {
                one.set(ACTION, union(one.path(ACTION), other.path(ACTION)));
                return one.set(RESOURCE, union(one.path(RESOURCE), other.path(RESOURCE)));
            });
        }
        ObjectNode policy = JSON.createObjectNode().put("Version", "2012-10-17");
        policy.putArray("Statement").addAll(bySid.values());
        return policy;
    }

    /** What either holds, once; as it is where both hold the same. */
    private static JsonNode union(JsonNode one, JsonNode other) {
        return one.equals(other)
                ? one
                : JSON.createArrayNode()
                        .addAll(Stream.concat(each(one), each(other)).distinct().toList());
    }

    private static Stream<JsonNode> each(JsonNode value) {
        return value.isArray() ? value.valueStream() : Stream.of(value);
    }
}
