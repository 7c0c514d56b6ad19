package org.spotalert.platform.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A JSON object as names and values: members of members by their path, arrays with commas between their elements. */
final class FlatJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FlatJson() {}

    /** Reads the text; what is wrong with it is said without a word of it. */
    static Map<String, String> read(String text) throws UnreadableSourceException {
        try {
            JsonNode json = JSON.readTree(text);
            if (!json.isObject()) {
                throw new UnreadableSourceException(
                        "it is not a JSON object",
                        "give one whose members are settings, such as {\"SPOT_QUEUE\": \"spot\"}");
            }
            Map<String, String> values = new HashMap<>();
            add(values, "", json);
            return values;
        } catch (JacksonException malformed) {
            throw new UnreadableSourceException(
                    "it is not JSON: line " + malformed.getLocation().getLineNr() + ", column "
                            + malformed.getLocation().getColumnNr(),
                    "correct it there");
        }
    }

    private static void add(Map<String, String> values, String path, JsonNode json) {
        if (json.isObject()) {
            json.properties()
                    .forEach(member -> add(
                            values,
                            path.isEmpty() ? member.getKey() : path + "/" + member.getKey(),
                            member.getValue()));
        } else if (json.isArray()) {
            values.put(
                    path,
                    StreamSupport.stream(json.spliterator(), false)
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(",")));
        } else if (!json.isNull()) {
            values.put(path, json.asText());
        }
    }
}
