package org.spotalert.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Looks from time to time at how the queue keeps what cannot be worked off, and at the dead letters. It only reads
 * attributes (sqs:GetQueueAttributes); nothing depends on what it finds.
 */
public final class DeadLetterWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWatch.class);

    private final SqsClient sqs;
    private final QueueLocation queue;
    private final AtomicReference<Findings> findings = new AtomicReference<>(new Findings(List.of(), ""));

    /**
     * What the last look has found.
     *
     * @param letters what there is to say about the dead letters; empty when there are none
     */
    private record Findings(List<QueueWarning> warnings, String letters) {}

    public DeadLetterWatch(SqsClient sqs, QueueLocation queue) {
        this.sqs = sqs;
        this.queue = queue;
    }

    /** What the last look has found, for a reader; nothing when all is well. */
    public Optional<String> warning() {
        Findings last = Objects.requireNonNull(findings.get());
        return Stream.concat(last.warnings().stream().map(QueueWarning::problem), Stream.of(last.letters()))
                .filter(text -> !text.isEmpty())
                .reduce((one, other) -> one + "; " + other);
    }

    /** Looks, and says in the log what is new. What cannot be looked at now is looked at the next time. */
    public void look() {
        try {
            String url = queue.url();
            Map<QueueAttributeName, String> attributes = attributes(url);
            List<QueueWarning> warnings = new ArrayList<>(QueueRules.check(url, attributes));
            String letters = RedrivePolicy.parse(attributes.get(QueueAttributeName.REDRIVE_POLICY))
                    .map(policy -> letters(policy.deadLetterQueue().text(), attributes, warnings))
                    .orElse("");
            Findings before = findings.getAndSet(new Findings(List.copyOf(warnings), letters));
            warnings.stream()
                    .filter(warning -> !before.warnings().contains(warning))
                    .forEach(warning -> say(url, warning));
        } catch (SdkException unreachable) {
            LOG.atDebug()
                    .addKeyValue("reason", AwsFailure.describe(unreachable))
                    .log("queue cannot be looked at");
        }
    }

    private Map<QueueAttributeName, String> attributes(String url) {
        return sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
    }

    private String letters(String deadArn, Map<QueueAttributeName, String> attributes, List<QueueWarning> warnings) {
        String name = deadArn.substring(deadArn.lastIndexOf(':') + 1);
        try {
            String url = String.valueOf(QueueAddress.parse(deadArn).url());
            Map<QueueAttributeName, String> dead = attributes(url);
            warnings.addAll(QueueRules.checkDead(url, dead, attributes));
            String waiting = dead.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0");
            return waiting.equals("0")
                    ? ""
                    : waiting + " in the dead-letter queue " + name + ": the command replay shows and repeats them";
        } catch (SdkException failure) {
            warnings.add(new QueueWarning(
                    "the dead-letter queue " + name + " cannot be looked at (" + AwsFailure.describe(failure) + ")",
                    "aws sqs get-queue-url --queue-name " + name + ", and grant the program sqs:GetQueueAttributes on "
                            + deadArn));
            return "";
        }
    }

    private static void say(String url, QueueWarning warning) {
        LOG.atWarn()
                .addKeyValue("queue", url)
                .addKeyValue("problem", warning.problem())
                .addKeyValue("remedy", warning.remedy())
                .log("queue keeps messages badly");
    }
}
