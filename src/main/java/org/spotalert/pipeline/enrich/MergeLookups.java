package org.spotalert.pipeline.enrich;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.AbstractListAggregationStrategy;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.LookupResult;
import org.spotalert.fleet.LookupResult.Problem;
import org.spotalert.platform.aws.AwsFailure;

/** Merges the results of parallel lookups in one account and Region. A lookup that fails spoils no other. */
final class MergeLookups implements AggregationStrategy {

    @Override
    public Exchange aggregate(@Nullable Exchange merged, Exchange next) {
        LookupResult result = result(next);
        if (merged == null) {
            next.getMessage().setBody(result);
            return next;
        }
        merged.getMessage()
                .setBody(merged.getMessage().getBody(LookupResult.class).merge(result));
        return merged;
    }

    /** Collects the results of all accounts and Regions of a batch in a list. */
    static final class Collect extends AbstractListAggregationStrategy<LookupResult> {

        @Override
        public LookupResult getValue(Exchange exchange) {
            return result(exchange);
        }
    }

    /** The result of a lookup; what it failed with, if it did, is part of it. */
    private static LookupResult result(Exchange exchange) {
        LookupResult result = exchange.getMessage().getBody(LookupResult.class);
        Exception failure = exchange.getException();
        if (failure == null) {
            return result;
        }
        exchange.setException(null);
        return result.with(new Problem("the instance could not be looked up (" + AwsFailure.describe(failure) + ")"));
    }
}
