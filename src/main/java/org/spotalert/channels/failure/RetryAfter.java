package org.spotalert.channels.failure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Waits as long as the far end asks before the next attempt, where that is longer than the redelivery policy says; and lets
 * there be none once it is the fallback's turn, or when the pause that the far end asks for would last until then. Belongs
 * into {@code onExceptionOccurredRef}: Camel counts the pause between that and {@code onRedeliveryRef}.
 */
public record RetryAfter(Clock clock) implements Processor {

    /** The variable that says from when on the channel gives up after a failure (an Instant); without it, never. */
    public static final String FALLBACK_DEADLINE = "fallbackDeadline";

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 3;

    @Override
    public void process(Exchange exchange) {
        Optional<Duration> pause = failure(exchange).flatMap(answer -> HttpFailure.retryAfter(answer, clock));
        if (pause.isPresent() && pause.get().compareTo(ownPause(exchange)) >= 0) {
            exchange.getMessage()
                    .setHeader(Exchange.REDELIVERY_DELAY, pause.get().toMillis());
        } else {
            exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        }
        Instant deadline = exchange.getVariable(FALLBACK_DEADLINE, Instant.class);
        if (deadline != null
                && !clock.instant().plus(pause.orElse(Duration.ZERO)).isBefore(deadline)) {
            exchange.getExchangeExtension().setRedeliveryExhausted(true);
        }
    }

    /** About the pause of the policy, which doubles: a far end that asks for less, or for none, would have all attempts at once. */
    private static Duration ownPause(Exchange exchange) {
        // Camel has counted the attempt that is ahead.
        int ahead = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 1, Integer.class);
        return FIRST_PAUSE.multipliedBy(1L << Math.min(ahead - 1, MOST_DOUBLINGS));
    }

    private static Optional<HttpOperationFailedException> failure(Exchange exchange) {
        return Optional.ofNullable(exchange.getException(HttpOperationFailedException.class))
                .or(() -> Optional.ofNullable(exchange.getProperty(Exchange.EXCEPTION_CAUGHT))
                        .filter(HttpOperationFailedException.class::isInstance)
                        .map(HttpOperationFailedException.class::cast));
    }
}
