package org.spotalert.platform.window;

import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange in a window.
 *
 * @param bodies what it brings
 * @param permits how many it takes
 */
record Member(Exchange exchange, AsyncCallback callback, List<?> bodies, int permits) {

    private static final Logger LOG = LoggerFactory.getLogger(BatchingWindow.class);

    static Member of(Exchange exchange, AsyncCallback callback, int permits) {
        int mostPermits = Math.max(1, permits / 10);
        Object body = exchange.getMessage().getBody();
        List<?> bodies = body instanceof List<?> several ? several : List.of(body);
        return new Member(exchange, callback, bodies, Math.min(bodies.size(), mostPermits));
    }

    /** Ends the exchange with its part of the batch's failure; does not throw. */
    void answer(@Nullable Exception failure, boolean synchronously) {
        Exception its = failure instanceof PartialFailure partial ? its(partial) : failure;
        if (its != null) {
            exchange.setException(its);
        }
        try {
            callback.done(synchronously);
        } catch (RuntimeException failed) {
            LOG.atError().setCause(failed).log("message not answered; it comes back");
        }
    }

    /** One that brings several things fails with the first of them that has failed. */
    private @Nullable Exception its(PartialFailure partial) {
        for (Object body : bodies) {
            Exception failure = partial.failureOf(body);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }
}
