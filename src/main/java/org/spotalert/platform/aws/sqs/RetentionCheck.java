package org.spotalert.platform.aws.sqs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spotalert.model.Arn;
import org.spotalert.platform.aws.AwsFailure;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * How a queue keeps what cannot be worked off.
 *
 * @param warnings what should be otherwise
 * @param letters what there is to say about the dead letters; empty when there are none
 */
public record RetentionCheck(List<Warning> warnings, String letters) {

    /**
     * Something about a queue that does no harm until something else goes wrong.
     *
     * @param problem what is wrong, and what it leads to
     * @param remedy what to do: an aws command
     */
    public record Warning(String problem, String remedy) {}

    /**
     * Looks at the queue of this URL and at its dead-letter queue.
     *
     * @throws SdkException when the queue itself cannot be looked at
     */
    static RetentionCheck look(SqsClient sqs, String url) {
        return look(sqs, url, attributes(sqs, url));
    }

    /** Looks at the dead-letter queue of the queue of this URL, which has these attributes. */
    public static RetentionCheck look(SqsClient sqs, String url, Map<QueueAttributeName, String> attributes) {
        List<Warning> warnings = new ArrayList<>(QueueRules.check(url, attributes));
        String letters = RedrivePolicy.parse(attributes.get(QueueAttributeName.REDRIVE_POLICY))
                .map(policy -> letters(sqs, policy.deadLetterQueue(), attributes, warnings))
                .orElse("");
        return new RetentionCheck(warnings, letters);
    }

    private static Map<QueueAttributeName, String> attributes(SqsClient sqs, String url) {
        return sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
    }

    private static String letters(
            SqsClient sqs, Arn dead, Map<QueueAttributeName, String> attributes, List<Warning> warnings) {
        String name = dead.resource();
        try {
            String url = String.valueOf(QueueAddress.parse(dead.text()).url());
            Map<QueueAttributeName, String> deadAttributes = attributes(sqs, url);
            warnings.addAll(QueueRules.checkDead(url, deadAttributes, attributes));
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
}
