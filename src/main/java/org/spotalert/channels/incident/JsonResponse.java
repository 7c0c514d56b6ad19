package org.spotalert.channels.incident;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Pattern;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.model.FailureReason;

/** Reads the JSON of an answer; whoever answers something else is not the server that was meant. */
public final class JsonResponse {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String server;
    private final JsonNode answer;

    private JsonResponse(String server, JsonNode answer) {
        this.server = server;
        this.answer = answer;
    }

    /**
     * The answer as JSON.
     *
     * @param server who answers, for a reader
     * @throws WebhookFailedException when it is not JSON
     */
    public static JsonResponse of(String server, String text) throws WebhookFailedException {
        try {
            return new JsonResponse(server, JSON.readTree(text));
        } catch (JacksonException malformed) {
            throw new WebhookFailedException(
                    FailureReason.SERVER,
                    server + " answered with something that is not JSON; check that its address is that of the server"
                            + " itself, and that it is awake and asks for no login page",
                    true);
        }
    }

    /** What is there at this JSON pointer (RFC 6901). */
    public JsonNode at(String pointer) {
        return answer.at(pointer);
    }

    /**
     * The text at this JSON pointer.
     *
     * @param form what it looks like: it will be part of a request
     * @throws WebhookFailedException when it does not
     */
    public String text(String pointer, Pattern form) throws WebhookFailedException {
        String text = answer.at(pointer).asText();
        if (!form.matcher(text).matches()) {
            throw unexpected(pointer);
        }
        return text;
    }

    /** Says that something is missing, without quoting the answer. */
    public WebhookFailedException unexpected(String pointer) {
        return new WebhookFailedException(
                FailureReason.SERVER,
                server + " answered without " + pointer + " as it should be; check its address and version",
                true);
    }
}
