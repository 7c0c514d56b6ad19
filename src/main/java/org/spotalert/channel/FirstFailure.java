package org.spotalert.channel;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Lets a split go on after a failed part, and fail in the end with the first failure. */
public final class FirstFailure implements AggregationStrategy {

    @Override
    public Exchange aggregate(@Nullable Exchange soFar, Exchange next) {
        if (soFar == null || (soFar.getException() == null && next.getException() != null)) {
            return next;
        }
        return soFar;
    }
}
