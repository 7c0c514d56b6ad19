package org.spotalert.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Looks whether messages that cannot be delivered have somewhere to rest, and whether some do. What is wrong is said in
 * the log when it is found, and by the health check as long as it lasts.
 */
public final class DeadLetterCheck {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterCheck.class);
    private static final int FEWEST_RECEIVES = 3;
    private static final Duration SHORTEST_RETENTION = Duration.ofMinutes(5);

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final SqsClient sqs;
    private final QueueLocation queue;

    public DeadLetterCheck(SqsClient sqs, QueueLocation queue) {
        this.sqs = sqs;
        this.queue = queue;
    }

    /** What was wrong at the last look, for a reader. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Looks now. While the queue cannot be asked, nothing is known to have changed. */
    public void look() {
        try {
            List<String> found = found(queue.url());
            warnings.retainAll(found);
            for (String warning : found) {
                if (!warnings.contains(warning)) {
                    warnings.add(warning);
                    LOG.atWarn().log(warning);
                }
            }
        } catch (SdkException unanswered) {
            LOG.atDebug()
                    .addKeyValue("reason", AwsFailure.describe(unanswered))
                    .log("the queue's redrive policy cannot be read now");
        }
    }

    private List<String> found(String url) {
        Map<QueueAttributeName, String> attributes = sqs.getQueueAttributes(request -> request.queueUrl(url)
                        .attributeNames(QueueAttributeName.REDRIVE_POLICY, QueueAttributeName.MESSAGE_RETENTION_PERIOD))
                .attributes();
        List<String> found = new ArrayList<>();
        RedrivePolicy.parse(attributes.get(QueueAttributeName.REDRIVE_POLICY))
                .ifPresentOrElse(policy -> found.addAll(found(policy)), () -> found.add(NONE.formatted(url)));
        long retention = Long.parseLong(attributes.getOrDefault(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "345600"));
        if (retention < SHORTEST_RETENTION.toSeconds()) {
            found.add("the queue keeps messages for " + retention + " s only: what a channel misses while it is down is"
                    + " lost after that; set its MessageRetentionPeriod to an hour or more");
        }
        return found;
    }

    private static final String NONE =
            "the queue has no dead-letter queue: a message that cannot be delivered comes back"
                    + " until it is too old, and is lost then; make one, and: aws sqs set-queue-attributes --queue-url %s"
                    + " --attributes '{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"ARN\\\","
                    + "\\\"maxReceiveCount\\\":\\\"5\\\"}\"}'";

    private List<String> found(RedrivePolicy policy) {
        List<String> found = new ArrayList<>();
        if (policy.maxReceiveCount() < FEWEST_RECEIVES) {
            found.add(
                    "a message is received " + policy.maxReceiveCount() + " times only before it becomes a dead letter:"
                            + " a channel that is down for a minute makes some; set maxReceiveCount to 5 or more");
        }
        int resting = resting(policy.deadLetterQueue());
        if (resting > 0) {
            found.add("messages rest in the dead-letter queue "
                    + policy.deadLetterQueue().resource()
                    + "; to see them, and to send what is missing: java -jar spot-interruption-alerts.jar replay");
        }
        return found;
    }

    /** How many messages rest there; 0 when the program may not ask. */
    private int resting(AwsAddress deadLetterQueue) {
        try {
            String url = sqs.getQueueUrl(request -> request.queueName(deadLetterQueue.resource())
                            .queueOwnerAWSAccountId(deadLetterQueue.account()))
                    .queueUrl();
            String count = sqs.getQueueAttributes(request ->
                            request.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                    .attributes()
                    .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0");
            return Integer.parseInt(count);
        } catch (SdkException refused) {
            return 0;
        }
    }
}
