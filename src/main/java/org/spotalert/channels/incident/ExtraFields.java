package org.spotalert.channels.incident;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.spotalert.platform.settings.SettingsReader;

/**
 * Further members of a record in another system, as the operator gives them: {@code name=value; name=value}. A dot in the
 * name nests ({@code priority.name=High}), and a value that begins with a bracket or brace is JSON. The whole is not
 * JSON, because Camel silently takes a property that holds two closing braces for a broken placeholder.
 */
public record ExtraFields(ObjectNode fields) {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** No further members. */
    public static final ExtraFields NONE = new ExtraFields(JSON.createObjectNode());

    /** Reads and checks the setting; none when it is empty. */
    public static ExtraFields read(SettingsReader reader, String property, Set<String> taken) {
        return reader.optional(property, text -> parse(text, taken)).orElse(NONE);
    }

    /**
     * Reads the members.
     *
     * @param taken the names of members that must not be set this way
     * @throws IllegalArgumentException saying what is wrong and what would be right
     */
    public static ExtraFields parse(String text, Set<String> taken) {
        ObjectNode fields = JSON.createObjectNode();
        SettingsReader.parts(text, ";").forEach(pair -> put(fields, pair));
        for (String name : taken) {
            if (fields.has(name)) {
                throw new IllegalArgumentException("sets " + name + ", which this program sets; leave it out");
            }
        }
        return new ExtraFields(fields);
    }

    private static void put(ObjectNode fields, String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? "" : pair.substring(0, equals).strip();
        if (!name.matches("\\w+(\\.\\w+)*")) {
            throw new IllegalArgumentException(
                    "\"" + pair + "\" is not a field and its value; give name=value, several with ; between them");
        }
        String[] path = name.split("\\.");
        ObjectNode parent = fields;
        for (int at = 0; at < path.length - 1; at++) {
            parent = parent.get(path[at]) instanceof ObjectNode child ? child : parent.putObject(path[at]);
        }
        parent.set(path[path.length - 1], value(pair.substring(equals + 1).strip()));
    }

    private static JsonNode value(String text) {
        if (!text.startsWith("[") && !text.startsWith("{")) {
            return JSON.getNodeFactory().textNode(text);
        }
        try {
            return JSON.readTree(text);
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("\"" + text + "\" begins like JSON, but is none", malformed);
        }
    }

    /** The record as JSON, with these members added; a member of the same name is replaced. */
    public ObjectNode addedTo(Object bean) {
        ObjectNode all = JSON.valueToTree(bean);
        all.setAll(fields.deepCopy());
        return all;
    }
}
