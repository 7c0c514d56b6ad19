package org.spotalert.intake;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.aws.AwsFailure;
import org.spotalert.event.UnreadableEventException;
import org.spotalert.notify.UndeliveredException;

/** Says in one line why a message stays on the queue, or why the queue cannot be read. */
public final class ConsumerFailures implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerFailures.class);
    /** Part of what the SQS consumer says when it leaves a message on the queue. */
    private static final String ROLLBACK = "next poll";

    private static final String MESSAGE_ID = "CamelAwsSqsMessageId";

    @Override
    public void handleException(Throwable failure) {
        handleException(null, null, failure);
    }

    @Override
    public void handleException(@Nullable String message, Throwable failure) {
        handleException(message, null, failure);
    }

    @Override
    public void handleException(@Nullable String message, @Nullable Exchange exchange, Throwable failure) {
        if (exchange != null && !String.valueOf(message).contains(ROLLBACK)) {
            // The consumer reports the failure of a message twice; once is enough.
            return;
        }
        String messageId = exchange == null ? null : exchange.getIn().getHeader(MESSAGE_ID, String.class);
        if (failure instanceof UnreadableEventException) {
            LOG.atError()
                    .addKeyValue("messageId", messageId)
                    .addKeyValue("reason", failure.getMessage())
                    .log("message cannot be understood; it stays on the queue for the dead-letter queue");
        } else if (failure instanceof UndeliveredException) {
            LOG.atError()
                    .addKeyValue("messageId", messageId)
                    .addKeyValue("reason", failure.getMessage())
                    .log("alert not delivered everywhere; the message stays on the queue and comes back");
        } else if (messageId == null) {
            LOG.atError().addKeyValue("reason", AwsFailure.describe(failure)).log("queue cannot be read; trying again");
        } else {
            LOG.atError()
                    .addKeyValue("messageId", messageId)
                    .addKeyValue("reason", AwsFailure.describe(failure))
                    .setCause(AwsFailure.isOne(failure) ? null : failure)
                    .log("message not worked off; it stays on the queue and comes back");
        }
    }
}
