package org.spotalert.platform.aws.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.window.Postponed;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/**
 * Deletes messages that are done with, and postpones those that are to come back later, ten in a call. The consumer deletes one
 * by one, and cannot keep up with what it receives.
 */
public final class Acknowledgements implements Processor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);
    private static final String RECEIPT_HANDLE = "CamelAwsSqsReceiptHandle";
    private static final String MESSAGE_ID = "CamelAwsSqsMessageId";
    private static final String RECEIVES = "ApproximateReceiveCount";
    private static final int THREADS = 4;
    /** As many as it takes to keep up with the consumers. */
    private static final int POSTPONE_THREADS = 8;
    /** The longest time that SQS hides a message. */
    private static final long LONGEST_SECONDS = 43_200;

    private final SqsClient sqs;
    private final QueueLocation queue;
    private final InFlightMessages hidden;
    private final Batches<Received> deletions = new Batches<>("delete-messages", THREADS, Duration.ZERO, this::delete);
    /** What is postponed by seconds can wait a little: most batches are full then. */
    private final Batches<Received> delays =
            new Batches<>("postpone-messages", POSTPONE_THREADS, Duration.ofMillis(100), this::postpone);

    private record Received(@Nullable String messageId, String receiptHandle, int seconds) {}

    /** @param hidden learns what is no longer hidden for the sake of this process */
    public Acknowledgements(SqsClient sqs, QueueLocation queue, InFlightMessages hidden) {
        this.sqs = sqs;
        this.queue = queue;
        this.hidden = hidden;
    }

    /** Acknowledges the message when its exchange has ended. */
    @Override
    public void process(Exchange exchange) {
        String handle = exchange.getMessage().getHeader(RECEIPT_HANDLE, String.class);
        String id = exchange.getMessage().getHeader(MESSAGE_ID, String.class);
        int receives = exchange.getMessage().getHeader(RECEIVES, 1, Integer.class);
        if (handle == null) {
            return;
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                deletions.add(new Received(id, handle, 0));
            }

            @Override
            public void onFailure(Exchange failed) {
                // Of a FIFO queue a hidden message would hide all behind it.
                if (failed.getException() instanceof Postponed postponed && !queue.isFifo()) {
                    long seconds = postponed.delay(receives).plusMillis(999).toSeconds();
                    delays.add(new Received(id, handle, (int) Math.min(seconds, LONGEST_SECONDS)));
                }
            }
        });
    }

    private void delete(List<Received> messages) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (Received message : messages) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(String.valueOf(entries.size()))
                    .receiptHandle(message.receiptHandle())
                    .build());
        }
        failed(
                        messages,
                        () -> sqs.deleteMessageBatch(
                                        request -> request.queueUrl(queue.url()).entries(entries))
                                .failed())
                .forEach(
                        (message, reason) -> LOG.atError()
                                .addKeyValue("messageId", message.messageId())
                                .addKeyValue("reason", reason)
                                .log(
                                        "message is worked off but cannot be deleted; it comes back, and nobody is notified again"));
    }

    private void postpone(List<Received> messages) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
        for (Received message : messages) {
            entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(String.valueOf(entries.size()))
                    .receiptHandle(message.receiptHandle())
                    .visibilityTimeout(message.seconds())
                    .build());
        }
        failed(
                        messages,
                        () -> sqs.changeMessageVisibilityBatch(
                                        request -> request.queueUrl(queue.url()).entries(entries))
                                .failed())
                .forEach((message, reason) -> LOG.atDebug()
                        .addKeyValue("messageId", message.messageId())
                        .addKeyValue("reason", reason)
                        .log("message cannot be postponed; it comes back sooner"));
    }

    /** Makes the call, and returns for which of the messages it has failed and why. */
    private Map<Received, String> failed(List<Received> messages, Supplier<List<BatchResultErrorEntry>> call) {
        Map<Received, String> reasons = new LinkedHashMap<>();
        try {
            call.get()
                    .forEach(failed -> reasons.put(
                            messages.get(Integer.parseInt(failed.id())), failed.code() + ": " + failed.message()));
        } catch (SdkException failure) {
            messages.forEach(message -> reasons.put(message, AwsFailure.describe(failure)));
        }
        messages.forEach(message -> hidden.forget(message.receiptHandle()));
        return reasons;
    }

    @Override
    public void close() {
        deletions.close();
        delays.close();
    }
}
