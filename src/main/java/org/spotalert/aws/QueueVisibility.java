package org.spotalert.aws;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Gives received messages back to the queue. */
public final class QueueVisibility {

    private static final Logger LOG = LoggerFactory.getLogger(QueueVisibility.class);

    private final SqsClient sqs;
    private final String queueUrl;

    public QueueVisibility(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /** Lets others receive the message at once, instead of when its visibility timeout has passed. */
    public void showAgain(String receiptHandle) {
        try {
            sqs.changeMessageVisibility(request ->
                    request.queueUrl(queueUrl).receiptHandle(receiptHandle).visibilityTimeout(0));
        } catch (SdkException failure) {
            LOG.atWarn()
                    .addKeyValue("reason", AwsFailure.describe(failure))
                    .log("message cannot be given back at once; it comes back when its visibility timeout has passed");
        }
    }
}
