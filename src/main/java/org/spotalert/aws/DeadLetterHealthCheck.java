package org.spotalert.aws;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Warns of dead letters, and of a queue that keeps messages badly. It is never down: alerts flow all the same. */
public final class DeadLetterHealthCheck extends AbstractHealthCheck {

    private final DeadLetterWatch watch;

    public DeadLetterHealthCheck(DeadLetterWatch watch) {
        super("spot", "dead-letter-queue");
        this.watch = watch;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.up();
        watch.warning().ifPresent(warning -> builder.message("warning: " + warning));
    }
}
