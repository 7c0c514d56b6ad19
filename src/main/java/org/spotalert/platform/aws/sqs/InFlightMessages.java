package org.spotalert.platform.aws.sqs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.collection.Chunks;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * The messages that others cannot receive now, since this process has received them: it watches what the consumer asks
 * of SQS. When the program stops they are given back, so that another one need not wait for their visibility timeout.
 */
public final class InFlightMessages implements ExecutionInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(InFlightMessages.class);
    /** The most messages that ChangeMessageVisibilityBatch takes. */
    private static final int AT_ONCE = 10;

    private final Cache<String, Boolean> receiptHandles;

    /** @param visibilityTimeout how long a message is hidden after it was received, and after each extension */
    public InFlightMessages(Duration visibilityTimeout) {
        receiptHandles =
                Caffeine.newBuilder().expireAfterWrite(visibilityTimeout).build();
    }

    @Override
    public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
        if (call.response() instanceof ReceiveMessageResponse received) {
            received.messages().forEach(message -> receiptHandles.put(message.receiptHandle(), true));
        } else if (call.request() instanceof ChangeMessageVisibilityBatchRequest extended) {
            extended.entries().forEach(entry -> receiptHandles.put(entry.receiptHandle(), true));
        }
    }

    public long count() {
        receiptHandles.cleanUp();
        return receiptHandles.estimatedSize();
    }

    /** Does not give this message back: it is deleted, or comes back at its own time. */
    void forget(String receiptHandle) {
        receiptHandles.invalidate(receiptHandle);
    }

    /** Makes all of them visible on the queue again. A message that another has deleted meanwhile stays deleted. */
    public void giveBack(SqsClient sqs, Supplier<String> queueUrl) {
        List<String> hidden = new ArrayList<>(receiptHandles.asMap().keySet());
        if (hidden.isEmpty()) {
            return;
        }
        LOG.atInfo().addKeyValue("messages", hidden.size()).log("messages are given back to the queue");
        int failed = 0;
        for (List<String> some : Chunks.of(hidden, AT_ONCE)) {
            if (failed < 2) {
                failed = show(some, sqs, queueUrl) ? 0 : failed + 1;
            }
        }
    }

    private static boolean show(List<String> receiptHandles, SqsClient sqs, Supplier<String> queueUrl) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
        for (String handle : receiptHandles) {
            entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(String.valueOf(entries.size()))
                    .receiptHandle(handle)
                    .visibilityTimeout(0)
                    .build());
        }
        try {
            sqs.changeMessageVisibilityBatch(
                    request -> request.queueUrl(queueUrl.get()).entries(entries));
            return true;
        } catch (SdkException failure) {
            LOG.atWarn()
                    .addKeyValue("messages", receiptHandles.size())
                    .addKeyValue("reason", AwsFailure.describe(failure))
                    .log("messages cannot be given back; they come back when their visibility timeout has passed");
            return false;
        }
    }
}
