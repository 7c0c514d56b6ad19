package org.spotalert.aws;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Warns of dead letters, and of a queue without a place for them. It is never down: alerts flow all the same. */
public final class DeadLetterHealthCheck extends AbstractHealthCheck {

    private final DeadLetterCheck check;

    public DeadLetterHealthCheck(DeadLetterCheck check) {
        super("spot", "dead-letter-queue");
        this.check = check;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.up();
        if (!check.warnings().isEmpty()) {
            // No quotation marks or backslashes: Camel's health page escapes them twice.
            builder.message("warning: " + String.join("; ", check.warnings()).replaceAll("[\"\\\\]", "'"));
        }
    }
}
