package org.spotalert.claim;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Warns while the store of the claims does not answer. It is never down: alerts are sent all the same. */
public final class ClaimsHealthCheck extends AbstractHealthCheck {

    private final ClaimDatabase database;

    public ClaimsHealthCheck(ClaimDatabase database) {
        super("spot", "claims");
        this.database = database;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.up();
        database.problem()
                .ifPresent(problem ->
                        builder.message("warning: the store of the claims fails, alerts may be repeated: " + problem));
    }
}
