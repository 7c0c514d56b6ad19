package org.spotalert.enrich;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Merges what lookups found side by side. A lookup answers with {@link Findings} even when it failed. */
public final class MergeFindings implements AggregationStrategy {

    @Override
    public Exchange aggregate(@Nullable Exchange merged, Exchange next) {
        if (merged == null) {
            return next;
        }
        Findings both = merged.getMessage()
                .getBody(Findings.class)
                .merge(next.getMessage().getBody(Findings.class));
        merged.getMessage().setBody(both);
        return merged;
    }
}
