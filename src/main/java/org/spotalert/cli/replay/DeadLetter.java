package org.spotalert.cli.replay;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** A message of the dead-letter queue, hidden from others for a while. */
public record DeadLetter(Message message) {

    /** The message attribute that holds the time of the first sending, named like SQS's own. */
    private static final String SENT = "SentTimestamp";

    /** The most message attributes that a message can have. */
    private static final int MOST_ATTRIBUTES = 10;

    /** The id that SQS gave the message when it was sent; it stays the same on the dead-letter queue. */
    public String id() {
        return message.messageId();
    }

    /** The body, as it was sent. */
    public String body() {
        return message.body();
    }

    /** When the message was first sent, in milliseconds since the epoch: a replay hands this on. */
    public long sentAt() {
        MessageAttributeValue first = message.messageAttributes().get(SENT);
        return first != null && String.valueOf(first.stringValue()).matches("[0-9]{1,15}")
                ? Long.parseLong(first.stringValue())
                : attribute(MessageSystemAttributeName.SENT_TIMESTAMP);
    }

    /** How often it was received before this time, lists of the dead-letter queue included. */
    public long receives() {
        return attribute(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT) - 1;
    }

    private long attribute(MessageSystemAttributeName name) {
        return Long.parseLong(message.attributes().getOrDefault(name, "0"));
    }

    /** The same message for the queue that it comes from, with the time of its first sending. */
    SendMessageRequest copyFor(String queueUrl) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>(message.messageAttributes());
        if (attributes.size() < MOST_ATTRIBUTES) {
            attributes.putIfAbsent(
                    SENT,
                    MessageAttributeValue.builder()
                            .dataType("Number")
                            .stringValue(String.valueOf(sentAt()))
                            .build());
        }
        String deduplication = message.attributes().get(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID);
        return SendMessageRequest.builder()
                .queueUrl(queueUrl)
                .messageBody(body())
                .messageAttributes(attributes)
                .messageGroupId(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                // With its own, SQS would drop a copy of what was sent within the last five minutes.
                .messageDeduplicationId(deduplication == null ? null : id())
                .build();
    }
}
