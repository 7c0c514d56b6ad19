package org.spotalert.aws;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Finds a queue's URL. */
public final class QueueLocation {

    private final SqsClient sqs;

    public QueueLocation(SqsClient sqs) {
        this.sqs = sqs;
    }

    /**
     * The queue's URL. Only a name is asked about: a URL or an ARN says where the queue is, there or not.
     *
     * @throws IllegalArgumentException when there is no queue of that name
     */
    public String url(QueueAddress queue) {
        if (queue.url() != null) {
            return queue.url();
        }
        try {
            return sqs.getQueueUrl(request -> request.queueName(queue.name())).queueUrl();
        } catch (QueueDoesNotExistException absent) {
            throw new IllegalArgumentException(
                    "there is no queue \"" + queue.name() + "\" in this account and region", absent);
        }
    }
}
