package org.spotalert.platform.aws.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the attributes of the queue should be like; see "Dead-letter queues" in SQS's developer guide. */
final class QueueRules {

    private static final int LEAST_RECEIVES = 3;
    private static final int GOOD_RECEIVES = 5;
    private static final Duration LEAST_RETENTION = Duration.ofMinutes(5);
    /** SQS's default. */
    private static final Duration GOOD_RETENTION = Duration.ofDays(4);
    /** SQS's maximum. */
    private static final Duration LONGEST_RETENTION = Duration.ofDays(14);

    private QueueRules() {}

    static List<RetentionCheck.Warning> check(String url, Map<QueueAttributeName, String> attributes) {
        List<RetentionCheck.Warning> warnings = new ArrayList<>();
        Optional<RedrivePolicy> policy = RedrivePolicy.parse(attributes.get(QueueAttributeName.REDRIVE_POLICY));
        if (policy.isEmpty()) {
            warnings.add(noDeadLetterQueue(url, attributes.getOrDefault(QueueAttributeName.QUEUE_ARN, "")));
        }
        policy.filter(found -> found.maxReceiveCount() < LEAST_RECEIVES)
                .map(found -> new RetentionCheck.Warning(
                        "maxReceiveCount is " + found.maxReceiveCount()
                                + ": a channel that fails for a moment makes dead letters",
                        redrive(url, found.deadLetterQueue().text())))
                .ifPresent(warnings::add);
        Duration retention = retention(attributes);
        if (retention.compareTo(LEAST_RETENTION) < 0) {
            warnings.add(new RetentionCheck.Warning(
                    "messages are kept for " + retention.toSeconds()
                            + " s only: what arrives while nobody reads is soon gone",
                    retain(url, GOOD_RETENTION)));
        }
        return List.copyOf(warnings);
    }

    /** What is wrong with the dead-letter queue of this URL, which has these attributes, behind a queue with those. */
    static List<RetentionCheck.Warning> checkDead(
            String url, Map<QueueAttributeName, String> attributes, Map<QueueAttributeName, String> queue) {
        if (retention(attributes).compareTo(retention(queue)) >= 0) {
            return List.of();
        }
        // A message's age counts from its arrival in the first queue.
        return List.of(new RetentionCheck.Warning(
                "the dead-letter queue keeps messages for a shorter time than the queue: dead letters may be gone"
                        + " before anybody looks",
                retain(url, LONGEST_RETENTION)));
    }

    private static RetentionCheck.Warning noDeadLetterQueue(String url, String arn) {
        String suffix = arn.endsWith(".fifo") ? ".fifo" : "";
        String dead = arn.substring(0, arn.length() - suffix.length()) + "-dead" + suffix;
        return new RetentionCheck.Warning(
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
