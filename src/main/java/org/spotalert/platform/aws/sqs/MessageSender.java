package org.spotalert.platform.aws.sqs;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.spotalert.platform.collection.Chunks;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Puts messages on the program's own queue, ten in a call. */
public record MessageSender(SqsClient sqs, QueueLocation queue) {

    private static final int AT_ONCE = 10;

    /**
     * Sends all of them.
     *
     * @throws SdkException when SQS has not taken all; it may have taken some
     */
    public void send(List<String> messages) {
        for (List<String> part : Chunks.of(messages, AT_ONCE)) {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            part.forEach(message -> entries.add(entry(entries.size(), message)));
            SendMessageBatchResponse answer =
                    sqs.sendMessageBatch(call -> call.queueUrl(queue.url()).entries(entries));
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
        if (queue.isFifo()) {
            // No message waits for another one.
            String alone = UUID.randomUUID().toString();
            entry.messageGroupId(alone).messageDeduplicationId(alone);
        }
        return entry.build();
    }
}
