package org.spotalert.pipeline.enrich;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.LookupResult;

/** Merges what lookups found side by side. */
public final class MergeLookupResults implements AggregationStrategy {

    @Override
    public Exchange aggregate(@Nullable Exchange merged, Exchange next) {
        LookupResult findings = GatherLookupResults.of(next);
        if (merged == null) {
            next.getMessage().setBody(findings);
            return next;
        }
        merged.getMessage()
                .setBody(merged.getMessage().getBody(LookupResult.class).merge(findings));
        return merged;
    }
}
