package org.spotalert.platform.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * The answer to a request at the management port.
 *
 * @param status the HTTP status
 * @param json the body
 */
public record JsonReply(int status, String json) {

    private static final ObjectMapper PLAIN = new ObjectMapper();

    /** A refusal that says what is wrong. */
    public static JsonReply problem(int status, String text) {
        try {
            return new JsonReply(status, PLAIN.writeValueAsString(Map.of("problem", text)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
