package org.spotalert.pipeline.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes events out of what other services put around them: the envelope of SNS, the records that Lambda and EventBridge Pipes
 * hand on, a JSON text in a JSON text. How deep and how many is bounded.
 */
final class Envelopes {

    /** More layers than any chain of services makes. */
    static final int DEEPEST = 5;
    /** The most events of one message. Lambda hands on ten by default. */
    static final int MOST = 100;
    /** The largest event of AWS Health holds about 25,000 tokens; a tree of more than this takes too much memory. */
    private static final int MOST_TOKENS = 200_000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String BODY = "the message body";
    private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9:._-]{1,40}");
    /** JSON in Base64 begins so, since it begins with a brace and a quote. */
    private static final String BASE64 = "ey";
    /** What a body that is no event is recognized by, and what it is. */
    private static final List<Map.Entry<String, String>> OTHERS = List.of(
            Map.entry("AlarmName", "an alarm of CloudWatch; the rule's target is to be the queue"),
            Map.entry("awslogs", "log lines of CloudWatch"),
            Map.entry("requestPayload", "the result of a Lambda function; let the rule send to the queue itself"),
            Map.entry("s3", "a notification of S3"),
            Map.entry("eventVersion", "a record of CloudTrail"),
            Map.entry("detail", "an event without \"detail-type\"; correct the rule's input transformer"),
            Map.entry("Message", "an envelope of SNS without \"Type\""));

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Envelopes() {}

    /**
     * One event of a message.
     *
     * @param topic the SNS topic that has sent it; null without one
     * @param wrapped whether anything was around it
     */
    record Content(JsonNode event, @Nullable String topic, boolean wrapped) {}

    /**
     * What is in a message.
     *
     * @param events at least one, unless something is unreadable
     * @param unreadable why further parts cannot be understood
     */
    record Contents(List<Content> events, List<String> unreadable) {

        int size() {
            return events.size() + unreadable.size();
        }
    }

    static Contents open(@Nullable String body) throws UnreadableEventException {
        Contents found = new Contents(new ArrayList<>(), new ArrayList<>());
        open(read(body, BODY), null, 0, found);
        return found;
    }

    private static void open(JsonNode node, @Nullable String topic, int depth, Contents found)
            throws UnreadableEventException {
        if (depth > DEEPEST) {
            throw new UnreadableEventException("the event is wrapped more than " + DEEPEST + " times");
        }
        if (node.isTextual()) {
            open(read(node.textValue(), "the text inside the message"), topic, depth + 1, found);
        } else if (node.isArray()) {
            openAll(node, topic, depth, found);
        } else if (!node.isObject()) {
            throw new UnreadableEventException(BODY + " is not a JSON object");
        } else if (node.path("detail-type").isTextual()) {
            found.events().add(new Content(node, topic, depth > 0));
        } else if (node.path("Records").isArray()) {
            openAll(node.path("Records"), topic, depth, found);
        } else if (node.path("Sns").isObject()) {
            open(node.path("Sns"), topic, depth + 1, found);
        } else if ("Notification".equals(node.path("Type").textValue())
                && node.path("Message").isTextual()) {
            String text = node.path("Message").textValue();
            open(read(text, "the message inside the SNS envelope"), topic(node, topic), depth + 1, found);
        } else if (record(node)) {
            String text = node.path("body").textValue();
            open(read(text, "the body inside the record of SQS"), topic, depth + 1, found);
        } else {
            found.events().add(new Content(node, topic(node, topic), depth > 0));
        }
    }

    private static void openAll(JsonNode nodes, @Nullable String topic, int depth, Contents found)
            throws UnreadableEventException {
        if (nodes.isEmpty()) {
            throw new UnreadableEventException(BODY + " holds an empty array, and no event");
        }
        for (JsonNode node : nodes) {
            if (found.size() >= MOST) {
                throw new UnreadableEventException(
                        "more than " + MOST + " events are in it; send fewer with a message");
            }
            try {
                open(node, topic, depth + 1, found);
            } catch (UnreadableEventException malformed) {
                if (nodes.size() == 1) {
                    throw malformed;
                }
                found.unreadable().add(String.valueOf(malformed.getMessage()));
            }
        }
    }

    private static boolean record(JsonNode node) {
        return node.path("body").isTextual()
                && (node.has("eventSource") || node.has("receiptHandle") || node.has("messageId"));
    }

    private static @Nullable String topic(JsonNode envelope, @Nullable String outer) {
        String named = envelope.path("TopicArn").textValue();
        return named == null ? outer : named;
    }

    private static JsonNode read(@Nullable String text, String what) throws UnreadableEventException {
        String given = text == null ? "" : text;
        try {
            return JSON.readTree(given.startsWith(BYTE_ORDER_MARK) ? given.substring(1) : given);
        } catch (JsonProcessingException malformed) {
            // The parser's own text quotes the body, which may hold anything.
            JsonLocation place = malformed.getLocation();
            throw new UnreadableEventException(what + " is not JSON"
                    + (place == null
                            ? " that can be read"
                            : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")")
                    + (given.startsWith(BASE64) ? "; it looks like JSON in Base64" : ""));
        }
    }

    /** What the body of no known event looks like, for whoever has to find out who has sent it; often empty. */
    static String looksLike(JsonNode body) {
        String source = EventFields.matching(SOURCE, body.path("eventSource"));
        if (source != null) {
            return "; it looks like a record of " + source;
        }
        return OTHERS.stream()
                .filter(other -> body.has(other.getKey()))
                .findFirst()
                .map(other -> "; it looks like " + other.getValue())
                .orElse("");
    }
}
