package org.spotalert.channels.incident;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.spotalert.channels.failure.WebhookFailedException;
import org.spotalert.model.FailureReason;

/**
 * Reads the JSON of an answer; whoever answers something else is not the server that was meant.
 *
 * @param server who answers, for a reader
 * @param place where in the whole answer this is, as a JSON pointer
 */
public record JsonResponse(String server, String place, JsonNode answer) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The answer as JSON.
     *
     * @throws WebhookFailedException when it is not JSON
     */
    public static JsonResponse of(String server, String text) throws WebhookFailedException {
        try {
            return new JsonResponse(server, "", JSON.readTree(text));
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
     * The record that a message belongs to, among those that a search has found: of ours the one that has the message, or else
     * the first; nothing when there is none.
     *
     * @param pointer where the records are
     * @param notOurs what it means that all records are others', for a reader
     * @throws WebhookFailedException when there are no records at all there, or only those of others
     */
    public Optional<JsonResponse> find(
            String pointer, Predicate<JsonNode> ours, Predicate<JsonNode> hasMessage, String notOurs)
            throws WebhookFailedException {
        JsonNode records = answer.at(pointer);
        if (!records.isArray()) {
            throw unexpected(pointer);
        }
        List<JsonResponse> own = IntStream.range(0, records.size())
                .mapToObj(index -> new JsonResponse(server, pointer + "/" + index, records.get(index)))
                .filter(record -> ours.test(record.answer))
                .toList();
        if (own.isEmpty() && !records.isEmpty()) {
            throw new WebhookFailedException(FailureReason.REFUSED, notOurs, true);
        }
        return own.stream()
                .filter(record -> hasMessage.test(record.answer))
                .findFirst()
                .or(() -> own.stream().findFirst());
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
                server + " answered without " + place + pointer + " as it should be; check its address and version",
                true);
    }
}
