package org.spotalert.cli.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Moves dead letters to the queue that they come from: sent first and deleted after it, so that a crash between the two
 * repeats a message, which claims make harmless, and loses none.
 */
final class DeadLetterMove {

    /** The message attribute by which a moved message tells when it was first sent, named like SQS's own. */
    static final String SENT = "SentTimestamp";

    /** The most message attributes that a message can have. */
    private static final int MOST_ATTRIBUTES = 10;
    /** What SQS has always taken at once, 256 KiB, as UTF-16 units: each is at most three bytes of UTF-8. */
    private static final int BATCH_LENGTH = 256 * 1024 / 3;

    private final SqsClient sqs;
    private final DeadLetterQueue queue;

    DeadLetterMove(SqsClient sqs, DeadLetterQueue queue) {
        this.sqs = sqs;
        this.queue = queue;
    }

    /**
     * Moves at most ten.
     *
     * @param sent is told the new id of each
     * @return by id, why some could not be moved
     */
    Map<String, String> move(List<DeadLetter> letters, Consumer<String> sent) {
        Map<String, String> failures = new HashMap<>();
        batches(letters).forEach(batch -> {
            send(batch, sent, failures);
            delete(
                    batch.stream()
                            .filter(letter -> !failures.containsKey(letter.id()))
                            .toList(),
                    failures);
        });
        return failures;
    }

    private static Stream<List<DeadLetter>> batches(List<DeadLetter> letters) {
        int length = letters.stream().mapToInt(letter -> letter.body().length()).sum();
        if (letters.isEmpty()) {
            return Stream.of();
        }
        return length <= BATCH_LENGTH ? Stream.of(letters) : letters.stream().map(List::of);
    }

    private void send(List<DeadLetter> letters, Consumer<String> sent, Map<String, String> failures) {
        SendMessageBatchResponse answer = sqs.sendMessageBatch(request -> request.queueUrl(queue.sourceUrl())
                .entries(letters.stream().map(DeadLetterMove::copy).toList()));
        answer.successful().forEach(success -> sent.accept(success.messageId()));
        answer.failed().forEach(failed -> failures.put(failed.id(), "SQS does not take it: " + reason(failed)));
    }

    private static SendMessageBatchRequestEntry copy(DeadLetter letter) {
        Message message = letter.message();
        String deduplication = message.attributes().get(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID);
        return SendMessageBatchRequestEntry.builder()
                .id(letter.id())
                .messageBody(message.body())
                .messageAttributes(attributes(letter))
                .messageGroupId(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                // With its own, SQS would drop a copy of what was sent within the last five minutes.
                .messageDeduplicationId(deduplication == null ? null : letter.id())
                .build();
    }

    private static Map<String, MessageAttributeValue> attributes(DeadLetter letter) {
        Map<String, MessageAttributeValue> attributes =
                new HashMap<>(letter.message().messageAttributes());
        if (attributes.size() < MOST_ATTRIBUTES) {
            MessageAttributeValue sentAt = MessageAttributeValue.builder()
                    .dataType("Number")
                    .stringValue(String.valueOf(letter.sentAt()))
                    .build();
            attributes.putIfAbsent(SENT, sentAt);
        }
        return attributes;
    }

    private void delete(List<DeadLetter> letters, Map<String, String> failures) {
        if (letters.isEmpty()) {
            return;
        }
        List<DeleteMessageBatchRequestEntry> entries = letters.stream()
                .map(letter -> DeleteMessageBatchRequestEntry.builder()
                        .id(letter.id())
                        .receiptHandle(letter.message().receiptHandle())
                        .build())
                .toList();
        sqs.deleteMessageBatch(request -> request.queueUrl(queue.url()).entries(entries))
                .failed()
                .forEach(failed -> failures.put(
                        failed.id(), "it was sent and cannot be deleted, so both queues have it: " + reason(failed)));
    }

    private static String reason(BatchResultErrorEntry failed) {
        return failed.code() + (failed.message() == null ? "" : ", " + failed.message());
    }
}
