package org.spotalert.cli.replay;

import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A message of the dead-letter queue, hidden from others while it is looked at. */
public record DeadLetter(Message message) {

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
        MessageAttributeValue first = message.messageAttributes().get(DeadLetterMove.SENT);
        return first != null && String.valueOf(first.stringValue()).matches("[0-9]{1,15}")
                ? Long.parseLong(first.stringValue())
                : attribute(MessageSystemAttributeName.SENT_TIMESTAMP);
    }

    /** How often it was received before this time, looks at the dead-letter queue included. */
    public long receives() {
        return attribute(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT) - 1;
    }

    private long attribute(MessageSystemAttributeName name) {
        return Long.parseLong(message.attributes().getOrDefault(name, "0"));
    }
}
