package org.spotalert.platform.aws.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spotalert.model.Arn;
import org.spotalert.platform.aws.AwsFailure;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * How a queue keeps what cannot be worked off; see "Dead-letter queues" in SQS's developer guide.
 *
 * @param warnings what should be otherwise
 * @param letters what there is to say about the dead letters; empty when there are none
 */
public record RetentionCheck(List<Warning> warnings, String letters) {

    private static final int LEAST_RECEIVES = 3;
    private static final int GOOD_RECEIVES = 5;
    private static final Duration LEAST_RETENTION = Duration.ofMinutes(5);
    /** SQS's default. */
    private static final Duration GOOD_RETENTION = Duration.ofDays(4);
    /** SQS's maximum. */
    private static final Duration LONGEST_RETENTION = Duration.ofDays(14);

    /**
     * Something about a queue that does no harm until something else goes wrong.
     *
     * @param problem what is wrong, and what it leads to
     * @param remedy what to do: an aws command
     */
    public record Warning(String problem, String remedy) {}

    /** Checks the queue and its dead-letter queue; throws SdkException when the queue itself does not answer. */
    static RetentionCheck check(SqsClient sqs, String url) {
        return check(sqs, url, attributes(sqs, url));
    }

    /** Checks the queue of this URL, which has these attributes, and its dead-letter queue. */
    public static RetentionCheck check(SqsClient sqs, String url, Map<QueueAttributeName, String> attributes) {
        List<Warning> warnings = new ArrayList<>();
        Optional<RedrivePolicy> policy = RedrivePolicy.parse(attributes.get(QueueAttributeName.REDRIVE_POLICY));
        if (policy.isEmpty()) {
            warnings.add(noDeadLetterQueue(url, attributes.getOrDefault(QueueAttributeName.QUEUE_ARN, "")));
        }
        policy.filter(found -> found.maxReceiveCount() < LEAST_RECEIVES)
                .map(found -> new Warning(
                        "maxReceiveCount is " + found.maxReceiveCount()
                                + ": a channel that fails for a moment makes dead letters",
                        redrive(url, found.deadLetterQueue().text())))
                .ifPresent(warnings::add);
        Duration retention = retention(attributes);
        if (retention.compareTo(LEAST_RETENTION) < 0) {
            warnings.add(new Warning(
                    "messages are kept for " + retention.toSeconds()
                            + " s only: what arrives while nobody reads is soon gone",
                    retain(url, GOOD_RETENTION)));
        }
        String letters = policy.map(found -> letters(sqs, found.deadLetterQueue(), retention, warnings))
                .orElse("");
        return new RetentionCheck(warnings, letters);
    }

    private static Map<QueueAttributeName, String> attributes(SqsClient sqs, String url) {
        return sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
    }

    private static String letters(SqsClient sqs, Arn dead, Duration retention, List<Warning> warnings) {
        String name = dead.resource();
        try {
            String url = String.valueOf(QueueAddress.parse(dead.text()).url());
            Map<QueueAttributeName, String> deadAttributes = attributes(sqs, url);
            // A message's age counts from its arrival in the first queue.
            if (retention(deadAttributes).compareTo(retention) < 0) {
                warnings.add(new Warning(
                        "the dead-letter queue keeps messages for a shorter time than the queue: dead letters may be gone"
                                + " before anybody looks",
                        retain(url, LONGEST_RETENTION)));
            }
            String waiting = deadAttributes.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0");
            return waiting.equals("0")
                    ? ""
                    : waiting + " in the dead-letter queue " + name + ": the command replay shows and repeats them";
        } catch (SdkException failure) {
            warnings.add(new Warning(
                    "the dead-letter queue " + name + " cannot be looked at (" + AwsFailure.describe(failure) + ")",
                    "aws sqs get-queue-url --queue-name " + name + ", and grant the program sqs:GetQueueAttributes on "
                            + dead.text()));
            return "";
        }
    }

    private static Warning noDeadLetterQueue(String url, String arn) {
        String suffix = arn.endsWith(".fifo") ? ".fifo" : "";
        String dead = arn.substring(0, arn.length() - suffix.length()) + "-dead" + suffix;
        return new Warning(
                "the queue has no dead-letter queue: a message that cannot be worked off comes back until its"
                        + " retention period ends, and is gone then",
                "aws sqs create-queue --queue-name " + dead.substring(dead.lastIndexOf(':') + 1)
                        + " --attributes MessageRetentionPeriod=" + LONGEST_RETENTION.toSeconds()
                        + (suffix.isEmpty() ? "" : ",FifoQueue=true")
                        + " && " + redrive(url, dead));
    }

    private static Duration retention(Map<QueueAttributeName, String> attributes) {
        return Optional.ofNullable(attributes.get(QueueAttributeName.MESSAGE_RETENTION_PERIOD))
                .map(Long::valueOf)
                .map(Duration::ofSeconds)
                .orElse(GOOD_RETENTION);
    }

    private static String redrive(String url, String deadLetterTargetArn) {
        return set(
                url,
                "'{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"" + deadLetterTargetArn
                        + "\\\",\\\"maxReceiveCount\\\":\\\"" + GOOD_RECEIVES + "\\\"}\"}'");
    }

    private static String retain(String url, Duration retention) {
        return set(url, "MessageRetentionPeriod=" + retention.toSeconds());
    }

    private static String set(String url, String attributes) {
        return "aws sqs set-queue-attributes --queue-url " + url + " --attributes " + attributes;
    }
}
