package org.spotalert.pipeline.intake;

import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.Interruption;

/**
 * Reads the messages that the consumer brings, and logs what their senders have to put right. It takes the exchange itself: as
 * the argument of a bean's method a body would lose the quotes around it.
 */
public record MessageReader(EventParser parser, Clock clock) implements Processor {

    private static final String SENT_AT = "SentTimestamp";
    /** What the route refuses the message for when the rest of it is delivered. */
    private static final String UNREADABLE = "unreadable";

    private static final String MESSAGE_ID = "CamelAwsSqsMessageId";
    private static final Logger LOG = LoggerFactory.getLogger("org.spotalert.pipeline.intake");

    @Override
    public void process(Exchange exchange) throws UnreadableEventException {
        Message message = exchange.getMessage();
        ReceivedEvent event = read(
                message.getBody(String.class),
                message.getHeader(SENT_AT, String.class),
                message.getHeader(MESSAGE_ID, String.class));
        // From here on the body is a list; what announces nothing keeps its own type.
        message.setBody(event.interruptions().isEmpty() ? event : event.interruptions());
        if (event instanceof ReceivedEvent.Notices notices
                && !notices.unreadable().isEmpty()) {
            exchange.setVariable(
                    UNREADABLE,
                    "of " + notices.unreadable().size() + " of its events: "
                            + notices.unreadable().get(0));
        }
    }

    /**
     * Reads one message.
     *
     * @param sentAt the message's SentTimestamp; what is no time of the past is not believed
     * @throws UnreadableEventException when nothing in the body can be understood
     */
    ReceivedEvent read(@Nullable String body, @Nullable String sentAt, @Nullable String messageId)
            throws UnreadableEventException {
        ReceivedEvent event = parser.parse(body, sentAt(sentAt));
        if (event instanceof ReceivedEvent.SubscriptionRequest request) {
            LOG.atWarn()
                    .addKeyValue("topic", request.topic())
                    .log("SNS asks to confirm the queue's subscription; nothing arrives from the topic until it is"
                            + " confirmed: open SubscribeURL once, or subscribe the queue again as its own account");
            return new ReceivedEvent.Foreign(null, "SNS subscription");
        }
        if (event instanceof ReceivedEvent.Notices notices) {
            notices.unreadable()
                    .forEach(
                            reason -> LOG.atError()
                                    .addKeyValue("messageId", messageId)
                                    .addKeyValue("reason", reason)
                                    .log(
                                            "part of a message cannot be understood and is for the dead-letter queue; the rest is sent"));
        }
        event.interruptions().stream()
                .filter(interruption -> interruption.assumed().contains(Interruption.Assumed.TIME))
                .findFirst()
                .ifPresent(interruption -> timeless(interruption, messageId));
        return event;
    }

    private static void timeless(Interruption interruption, @Nullable String messageId) {
        LOG.atWarn()
                .addKeyValue("messageId", messageId)
                .addKeyValue("instanceId", interruption.resourceId())
                .log("event has no \"time\" that can be read; the time at which the message was sent is used:"
                        + " correct the rule's input transformer");
    }

    private long sentAt(@Nullable String header) {
        long now = clock.millis();
        try {
            long sent = header == null ? now : Long.parseLong(header);
            return sent < Instant.EPOCH.toEpochMilli() || sent > now ? now : sent;
        } catch (NumberFormatException noTime) {
            return now;
        }
    }
}
