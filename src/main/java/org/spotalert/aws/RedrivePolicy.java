package org.spotalert.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A queue's attribute that says where messages go that were received too often.
 *
 * @param deadLetterTarget the dead-letter queue
 * @param maxReceiveCount how often a message is received before it is moved there
 */
public record RedrivePolicy(AwsAddress deadLetterTarget, int maxReceiveCount) {

    /** The policy of this queue, or nothing when it has none. */
    public static Optional<RedrivePolicy> of(SqsClient sqs, String queueUrl) {
        return Optional.ofNullable(sqs.getQueueAttributes(
                                request -> request.queueUrl(queueUrl).attributeNames(QueueAttributeName.REDRIVE_POLICY))
                        .attributes()
                        .get(QueueAttributeName.REDRIVE_POLICY))
                .flatMap(RedrivePolicy::parse);
    }

    /** Reads {@code {"deadLetterTargetArn": "arn:aws:sqs:...", "maxReceiveCount": 5}}; the number may be a text. */
    static Optional<RedrivePolicy> parse(String text) {
        try {
            JsonNode policy = new ObjectMapper().readTree(text);
            return AwsAddress.parse(policy.path("deadLetterTargetArn").asText())
                    .map(target -> new RedrivePolicy(
                            target, policy.path("maxReceiveCount").asInt()));
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }
}
