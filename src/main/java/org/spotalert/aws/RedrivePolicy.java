package org.spotalert.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A queue's attribute {@code RedrivePolicy} (SetQueueAttributes, SQS API reference).
 *
 * @param deadLetterQueue where messages rest that were received too often
 * @param maxReceiveCount how often a message is received before
 */
public record RedrivePolicy(AwsAddress deadLetterQueue, int maxReceiveCount) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The policy in this text; nothing when there is none, or it names no queue. */
    public static Optional<RedrivePolicy> parse(@Nullable String text) {
        try {
            JsonNode policy = JSON.readTree(text == null ? "{}" : text);
            // SQS gives the number as a number or as a text, as it was set.
            int count = policy.path("maxReceiveCount").asInt();
            return AwsAddress.parse(policy.path("deadLetterTargetArn").asText())
                    .map(queue -> new RedrivePolicy(queue, count));
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }
}
