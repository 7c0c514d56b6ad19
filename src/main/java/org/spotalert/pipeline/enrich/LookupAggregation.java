package org.spotalert.pipeline.enrich;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.AbstractListAggregationStrategy;
import org.spotalert.fleet.LookupResult;
import org.spotalert.platform.aws.AwsFailure;

/** How the results of parallel lookups become one body. A lookup that fails spoils no other. */
final class LookupAggregation {

    private LookupAggregation() {}

    /** Gathers the results of all accounts and Regions in a list. */
    static AggregationStrategy gather() {
        return new AbstractListAggregationStrategy<LookupResult>() {
            @Override
            public LookupResult getValue(Exchange exchange) {
                return result(exchange);
            }
        };
    }

    /** Merges the results of lookups in one account and Region. */
    static AggregationStrategy merge() {
        return (merged, next) -> {
            LookupResult result = result(next);
            if (merged == null) {
                next.getMessage().setBody(result);
                return next;
            }
            merged.getMessage()
                    .setBody(merged.getMessage().getBody(LookupResult.class).merge(result));
            return merged;
        };
    }

    /** The result of a lookup; what it failed with, if it did, is part of it. */
    private static LookupResult result(Exchange exchange) {
        LookupResult result = exchange.getMessage().getBody(LookupResult.class);
        Exception failure = exchange.getException();
        if (failure == null) {
            return result;
        }
        exchange.setException(null);
        return result.withClusterProblem("the instance could not be looked up (" + AwsFailure.describe(failure) + ")");
    }
}
