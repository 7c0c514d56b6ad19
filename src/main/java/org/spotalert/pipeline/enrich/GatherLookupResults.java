package org.spotalert.pipeline.enrich;

import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.AbstractListAggregationStrategy;
import org.spotalert.fleet.LookupResult;
import org.spotalert.platform.aws.AwsFailure;

/** Gathers the findings of all accounts and Regions of a batch. A failure in one of them spoils no other. */
public final class GatherLookupResults extends AbstractListAggregationStrategy<LookupResult> {

    @Override
    public LookupResult getValue(Exchange exchange) {
        return of(exchange);
    }

    /** The findings of a lookup; what it failed with, if it did, is one of them. */
    static LookupResult of(Exchange exchange) {
        LookupResult findings = exchange.getMessage().getBody(LookupResult.class);
        Exception failure = exchange.getException();
        if (failure == null) {
            return findings;
        }
        exchange.setException(null);
        return findings.withClusterProblem(
                "the instance could not be looked up (" + AwsFailure.describe(failure) + ")");
    }
}
