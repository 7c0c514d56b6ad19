package org.spotalert.platform.aws.sqs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.collection.Chunks;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A queue, whose URL it finds and remembers. */
public final class QueueLocation {

    private static final int AT_ONCE = 10;

    private final SqsClient sqs;
    private final QueueAddress queue;
    private final AtomicReference<@Nullable String> url;

    public QueueLocation(SqsClient sqs, QueueAddress queue) {
        this.sqs = sqs;
        this.queue = queue;
        this.url = new AtomicReference<>(queue.url());
    }

    /**
     * The queue's URL. Only a name is asked about, until SQS has answered once: a URL or an ARN says where the queue is,
     * there or not.
     *
     * @throws QueueDoesNotExistException when there is no queue of that name
     * @throws SdkException when SQS does not answer, or refuses to
     */
    public String url() {
        String known = url.get();
        if (known == null) {
            known = sqs.getQueueUrl(request -> request.queueName(queue.name())).queueUrl();
            if (known == null) {
                throw AwsFailure.notAws("the answer names no URL of the queue");
            }
            url.set(known);
        }
        return known;
    }

    /** The queue's URL as far as it is known, its name otherwise. */
    public String urlOrName() {
        String known = url.get();
        return known == null ? queue.name() : known;
    }

    boolean isFifo() {
        return queue.name().endsWith(".fifo");
    }

    /** The account that owns the queue, as far as its URL is known and names it. */
    public Optional<String> account() {
        return Optional.ofNullable(url.get()).map(QueueAddress::account);
    }

    /** Why the queue does not answer; nothing when it does. */
    Optional<String> unreadable() {
        try {
            String known = url();
            sqs.getQueueAttributes(request -> request.queueUrl(known).attributeNames(QueueAttributeName.QUEUE_ARN));
            return Optional.empty();
        } catch (SdkException failure) {
            return Optional.of(AwsFailure.describe(failure));
        }
    }

    /**
     * Puts messages on the queue, ten in a call.
     *
     * @throws SdkException when SQS has not taken all; it may have taken some
     */
    public void send(List<String> messages) {
        for (List<String> part : Chunks.of(messages, AT_ONCE)) {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            part.forEach(message -> entries.add(entry(entries.size(), message)));
            SendMessageBatchResponse answer =
                    sqs.sendMessageBatch(call -> call.queueUrl(url()).entries(entries));
            for (BatchResultErrorEntry failed : answer.failed()) {
                throw SqsException.builder()
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode(failed.code())
                                .errorMessage("SQS has not taken a message: " + failed.message())
                                .build())
                        .build();
            }
        }
    }

    private SendMessageBatchRequestEntry entry(int number, String message) {
        SendMessageBatchRequestEntry.Builder entry =
                SendMessageBatchRequestEntry.builder().id("message-" + number).messageBody(message);
        if (isFifo()) {
            // No message waits for another one.
            String alone = UUID.randomUUID().toString();
            entry.messageGroupId(alone).messageDeduplicationId(alone);
        }
        return entry.build();
    }
}
