package org.spotalert.aws;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * Finds a queue's URL, when it is first needed: SQS need not answer at the start of the program. Until then a consumer
 * may use the queue's name for the URL, and this interceptor puts the URL in its place.
 */
public final class QueueLocation implements ExecutionInterceptor {

    private final SqsClient sqs;
    private final QueueAddress queue;
    private final AtomicReference<@Nullable String> found = new AtomicReference<>();

    /**
     * @param sqs is asked for the URL; not the client that this intercepts
     */
    public QueueLocation(SqsClient sqs, QueueAddress queue) {
        this.sqs = sqs;
        this.queue = queue;
        found.set(queue.url());
    }

    /**
     * The queue's URL. Only a name is asked about: a URL or an ARN says where the queue is, there or not.
     *
     * @throws IllegalArgumentException when SQS says that there is no queue of that name
     * @throws software.amazon.awssdk.core.exception.SdkException when SQS does not answer or refuses
     */
    public String url() {
        String known = found.get();
        if (known != null) {
            return known;
        }
        try {
            String url =
                    sqs.getQueueUrl(request -> request.queueName(queue.name())).queueUrl();
            found.set(url);
            return url;
        } catch (QueueDoesNotExistException absent) {
            throw new IllegalArgumentException(
                    "there is no queue \"" + queue.name() + "\" in this account and region", absent);
        }
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest call, ExecutionAttributes attributes) {
        SdkRequest request = call.request();
        if (request instanceof ReceiveMessageRequest receive && isName(receive.queueUrl())) {
            return receive.toBuilder().queueUrl(url()).build();
        }
        if (request instanceof DeleteMessageRequest delete && isName(delete.queueUrl())) {
            return delete.toBuilder().queueUrl(url()).build();
        }
        if (request instanceof ChangeMessageVisibilityBatchRequest change && isName(change.queueUrl())) {
            return change.toBuilder().queueUrl(url()).build();
        }
        return request;
    }

    private boolean isName(String queueUrl) {
        return queueUrl.equals(queue.name());
    }
}
