package org.spotalert.aws;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Ready when the queue answers. Camel's own check lists all queues, which the program has no right to. */
public final class QueueHealthCheck extends AbstractHealthCheck {

    private final SqsClient sqs;
    private final String queueUrl;

    public QueueHealthCheck(SqsClient sqs, String queueUrl) {
        super("spot", "queue");
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("queue", queueUrl);
        try {
            sqs.getQueueAttributes(request -> request.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN));
            builder.up();
        } catch (AwsServiceException refused) {
            builder.message("SQS refused: " + refused.awsErrorDetails().errorCode())
                    .down();
        } catch (SdkException unreachable) {
            builder.message("SQS does not answer").down();
        }
    }
}
