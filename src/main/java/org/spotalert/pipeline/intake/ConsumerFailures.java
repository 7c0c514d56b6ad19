package org.spotalert.pipeline.intake;

import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.window.Postponed;

/**
 * Says in one line why a message stays on the queue.
 *
 * @param reads takes in what kept the consumer from reading the queue, and says it
 */
public record ConsumerFailures(Consumer<Throwable> reads) implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerFailures.class);
    /** Part of what the SQS consumer says when it leaves a message on the queue. */
    private static final String ROLLBACK = "next poll";

    private static final String MESSAGE_ID = "CamelAwsSqsMessageId";
    private static final String RECEIVES = "ApproximateReceiveCount";
    /** One before the receives after which most queues move a message to their dead-letter queue. */
    private static final int MANY_RECEIVES = 4;

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
        if (exchange == null) {
            queueFailure(failure);
        } else if (String.valueOf(message).contains(ROLLBACK)) {
            messageFailure(exchange.getIn(), failure);
        }
        // The consumer reports the failure of a message a second time; once is enough.
    }

    private void queueFailure(Throwable failure) {
        if (AwsFailure.isOne(failure)) {
            reads.accept(failure);
        } else {
            LOG.atError().setCause(failure).log("poll of the queue failed; trying again");
        }
    }

    private static void messageFailure(Message message, Throwable failure) {
        int receives = message.getHeader(RECEIVES, 1, Integer.class);
        boolean postponed = failure instanceof Postponed;
        LoggingEventBuilder line = LOG.atLevel(
                        !postponed ? Level.ERROR : receives < MANY_RECEIVES ? Level.DEBUG : Level.WARN)
                .addKeyValue("messageId", message.getHeader(MESSAGE_ID, String.class));
        if (postponed) {
            line.addKeyValue("receives", receives)
                    .addKeyValue("reason", failure.getMessage())
                    .log("message is postponed");
        } else if (failure instanceof UnreadableEventException) {
            line.addKeyValue("reason", failure.getMessage())
                    .log("message cannot be understood; it stays on the queue for the dead-letter queue");
        } else if (failure instanceof UndeliveredException) {
            line.addKeyValue("reason", failure.getMessage())
                    .log("alert not delivered everywhere; the message stays on the queue and comes back");
        } else {
            line.addKeyValue("reason", AwsFailure.describe(failure))
                    .setCause(AwsFailure.isOne(failure) ? null : failure)
                    .log("message not worked off; it stays on the queue and comes back");
        }
    }
}
