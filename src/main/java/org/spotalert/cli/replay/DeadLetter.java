package org.spotalert.cli.replay;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.spotalert.channels.message.Timing;
import org.spotalert.cli.output.NoNotice;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.EventParser;
import org.spotalert.pipeline.intake.ReceivedEvent;
import org.spotalert.pipeline.intake.UnreadableEventException;
import org.spotalert.platform.text.TextSanitizer;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** A message of the dead-letter queue, hidden from others for a while. */
public record DeadLetter(Message message) {

    /** The message attribute that holds the time of the first sending, named like SQS's own. */
    private static final String SENT = "SentTimestamp";

    private static final int MOST_ATTRIBUTES = 10;

    /**
     * What a dead letter is.
     *
     * @param readable whether its body is understood
     * @param interruptions what it is about; empty when it is no notice of an interruption
     * @param text what it is, in one line, without anything of the body that was not checked or cleaned
     */
    public record Explanation(
            String id,
            Instant sentAt,
            long receives,
            boolean readable,
            @JsonIgnore List<Interruption> interruptions,
            String text) {

        public Explanation {
            interruptions = List.copyOf(interruptions);
        }
    }

    /** The id that SQS gave the message when it was sent; it stays the same on the dead-letter queue. */
    public String id() {
        return message.messageId();
    }

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

    /**
     * What it is.
     *
     * @param wanted the kinds of events that people want to know of
     * @param now what "late" is measured against
     */
    public Explanation explained(EventParser parser, Set<InterruptionKind> wanted, Instant now) {
        try {
            ReceivedEvent event = parser.parse(body(), sentAt());
            List<Interruption> interruptions = event.interruptions();
            String text = interruptions.isEmpty() ? NoNotice.why(event, wanted) : text(interruptions, now);
            return explained(true, interruptions, text);
        } catch (UnreadableEventException unreadable) {
            return explained(
                    false,
                    List.of(),
                    "cannot be understood: " + TextSanitizer.line(String.valueOf(unreadable.getMessage())));
        }
    }

    private Explanation explained(boolean readable, List<Interruption> interruptions, String text) {
        return new Explanation(id(), Instant.ofEpochMilli(sentAt()), receives(), readable, interruptions, text);
    }

    private static String text(List<Interruption> interruptions, Instant now) {
        Interruption interruption = interruptions.get(0);
        String kind = interruption.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String action = interruption.action() == InstanceAction.UNKNOWN ? "" : " (" + interruption.action() + ")";
        String what = interruptions.size() == 1 ? interruption.resourceId() : interruptions.size() + " instances";
        return kind + action + ", " + what + " in " + interruption.region() + ", "
                + Timing.of(interruption, now.atZone(ZoneOffset.UTC)).text();
    }
}
