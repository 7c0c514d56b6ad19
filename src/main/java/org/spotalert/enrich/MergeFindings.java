package org.spotalert.enrich;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Merges what lookups found side by side. */
public final class MergeFindings implements AggregationStrategy {

    @Override
    public Exchange aggregate(@Nullable Exchange merged, Exchange next) {
        Findings findings = GatherFindings.of(next);
        if (merged == null) {
            next.getMessage().setBody(findings);
            return next;
        }
        merged.getMessage().setBody(merged.getMessage().getBody(Findings.class).merge(findings));
        return merged;
    }
}
