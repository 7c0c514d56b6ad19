package org.spotalert.platform.aws.sqs;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.spotalert.platform.aws.AwsFailure;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Ready when the queue answers and its last poll did not fail. Camel's own check lists all queues, which the program
 * has no right to.
 */
public final class QueueHealthCheck extends AbstractHealthCheck {

    private final SqsClient sqs;
    private final QueueLocation queue;
    private final PollMonitor reads;

    public QueueHealthCheck(SqsClient sqs, QueueLocation queue, PollMonitor reads) {
        super("spot", "queue");
        this.sqs = sqs;
        this.queue = queue;
        this.reads = reads;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("queue", queue.urlOrName());
        Optional<String> problem = reads.problem().or(this::probe);
        problem.ifPresentOrElse(
                reason -> builder.message("the queue cannot be read: " + reason).down(), builder::up);
    }

    /** Why the queue does not answer. A poll may take so long that it shows nothing yet. */
    private Optional<String> probe() {
        try {
            String url = queue.url();
            sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN));
            return Optional.empty();
        } catch (SdkException failure) {
            return Optional.of(AwsFailure.describe(failure));
        }
    }
}
