package org.spotalert.channel.failure;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Waits as long as the far end asks before the next attempt, instead of as long as the redelivery policy says. Belongs
 * into {@code onExceptionOccurredRef}: Camel counts the pause between that and {@code onRedeliveryRef}.
 */
public final class RetryAfter implements Processor {

    private final RetryTime retryTime;

    /** Reads dates in Retry-After against this clock. */
    public RetryAfter(Clock clock) {
        this.retryTime = new RetryTime(clock);
    }

    @Override
    public void process(Exchange exchange) {
        HttpOperationFailedException failure = exchange.getException(HttpOperationFailedException.class);
        if (failure == null
                && exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof HttpOperationFailedException caught) {
            failure = caught;
        }
        Optional<Duration> pause = failure == null ? Optional.empty() : retryTime.of(failure);
        if (pause.isPresent()) {
            exchange.getMessage()
                    .setHeader(Exchange.REDELIVERY_DELAY, pause.get().toMillis());
        } else {
            exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        }
    }
}
