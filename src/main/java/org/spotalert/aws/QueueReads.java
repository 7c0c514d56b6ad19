package org.spotalert.aws;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * The reads of the queue, beneath its consumer: it puts the queue's URL into the consumer's calls, which begin before SQS
 * has told it when SQS is not reachable at the start, and notes whether the queue can be read.
 */
public final class QueueReads implements ExecutionInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(QueueReads.class);

    private final QueueLocation queue;
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();

    /** @param queue the queue that is read */
    public QueueReads(QueueLocation queue) {
        this.queue = queue;
    }

    /** Why the last read failed, for a reader; nothing when it succeeded, or when there was none. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem.get());
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest call, ExecutionAttributes attributes) {
        SdkRequest request = call.request();
        if (request instanceof ReceiveMessageRequest receive) {
            return receive.toBuilder().queueUrl(located()).build();
        }
        if (request instanceof DeleteMessageRequest delete) {
            return delete.toBuilder().queueUrl(located()).build();
        }
        if (request instanceof ChangeMessageVisibilityBatchRequest change) {
            return change.toBuilder().queueUrl(located()).build();
        }
        return request;
    }

    private String located() {
        try {
            return queue.url();
        } catch (SdkException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
        if (call.request() instanceof ReceiveMessageRequest && problem.getAndSet(null) != null) {
            LOG.atInfo().addKeyValue("queue", queue.urlOrName()).log("queue is read again");
        }
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
        if (call.request() instanceof ReceiveMessageRequest) {
            failed(call.exception());
        }
    }

    private void failed(Throwable failure) {
        // The stop interrupts the look at the queue that is under way.
        if (failure instanceof AbortedException) {
            return;
        }
        String reason = AwsFailure.describe(failure);
        if (!reason.equals(problem.getAndSet(reason))) {
            LOG.atError()
                    .addKeyValue("queue", queue.urlOrName())
                    .addKeyValue("reason", reason)
                    .log("queue cannot be read; trying again");
        }
    }
}
