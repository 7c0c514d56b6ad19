package org.spotalert.aws;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Ready when the queue answers. Camel's own check lists all queues, which the program has no right to. */
public final class QueueHealthCheck extends AbstractHealthCheck {

    private final SqsClient sqs;
    private final QueueLocation queue;

    public QueueHealthCheck(SqsClient sqs, QueueLocation queue) {
        super("spot", "queue");
        this.sqs = sqs;
        this.queue = queue;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            String url = queue.url();
            builder.detail("queue", url);
            sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN));
            builder.up();
        } catch (IllegalArgumentException absent) {
            builder.message(absent.getMessage()).down();
        } catch (SdkException failure) {
            builder.message("the queue cannot be asked: " + AwsFailure.describe(failure))
                    .down();
        }
    }
}
