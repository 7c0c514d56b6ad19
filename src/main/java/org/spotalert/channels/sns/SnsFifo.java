package org.spotalert.channels.sns;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.aws2.sns.MessageDeduplicationIdStrategy;
import org.apache.camel.component.aws2.sns.MessageGroupIdStrategy;
import org.apache.camel.component.aws2.sns.Sns2Component;
import org.apache.camel.component.aws2.sns.Sns2Configuration;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.platform.text.StableKey;

/**
 * The ids that a FIFO topic asks for. Messages of one thread keep their order; SNS drops a repetition within five minutes.
 */
public final class SnsFifo implements MessageGroupIdStrategy, MessageDeduplicationIdStrategy {

    /** Publish, SNS API reference: at most 128 letters, digits and punctuation marks. */
    static final int LONGEST = 128;
    /** The group of what an own route sends without the variable. */
    private static final String GROUP = "spot-interruption-alerts";

    private static final String MESSAGE = "message";

    /** Gives these ids to what is published to FIFO topics, whatever the channel. */
    public void addTo(CamelContext context) {
        Sns2Configuration sns =
                context.getComponent("aws2-sns", Sns2Component.class).getConfiguration();
        sns.setMessageGroupIdStrategy(this);
        sns.setMessageDeduplicationIdStrategy(this);
    }

    @Override
    public String getMessageGroupId(Exchange exchange) {
        AlertMessage message = message(exchange);
        return message == null ? GROUP : StableKey.of(message.thread(), LONGEST);
    }

    @Override
    public String getMessageDeduplicationId(Exchange exchange) {
        AlertMessage message = message(exchange);
        return message == null
                ? StableKey.fingerprint(String.valueOf(exchange.getMessage().getBody(String.class)))
                : StableKey.of(message.id(), LONGEST);
    }

    private static @Nullable AlertMessage message(Exchange exchange) {
        return exchange.getVariable(MESSAGE, AlertMessage.class);
    }
}
