package org.spotalert.platform.aws.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Arn;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A queue's attribute {@code RedrivePolicy} (SetQueueAttributes, SQS API reference).
 *
 * @param deadLetterQueue where messages rest that were received too often
 * @param maxReceiveCount how often a message is received before it is moved there
 */
public record RedrivePolicy(Arn deadLetterQueue, int maxReceiveCount) {

    public static Optional<RedrivePolicy> of(SqsClient sqs, String queueUrl) {
        return parse(sqs.getQueueAttributes(
                        request -> request.queueUrl(queueUrl).attributeNames(QueueAttributeName.REDRIVE_POLICY))
                .attributes()
                .get(QueueAttributeName.REDRIVE_POLICY));
    }

    /** The policy in this text; nothing when there is none, or it names no queue. */
    public static Optional<RedrivePolicy> parse(@Nullable String text) {
        try {
            JsonNode policy = new ObjectMapper().readTree(text == null ? "{}" : text);
            // SQS gives the number as a number or as a text, as it was set.
            int count = policy.path("maxReceiveCount").asInt();
            return Arn.parse(policy.path("deadLetterTargetArn").asText()).map(queue -> new RedrivePolicy(queue, count));
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }
}
