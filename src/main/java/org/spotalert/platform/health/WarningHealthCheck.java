package org.spotalert.platform.health;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Warns of something that alerts do without. It is never down: a restart, which is what an orchestrator does to a program that
 * is not ready, would mend nothing.
 */
public final class WarningHealthCheck extends AbstractHealthCheck {

    private final Supplier<Optional<String>> warning;

    /** @param warning what is wrong now, for a reader; nothing when all is well */
    public WarningHealthCheck(String name, Supplier<Optional<String>> warning) {
        super("spot", name);
        this.warning = warning;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.up();
        warning.get().ifPresent(text -> builder.message("warning: " + text));
    }
}
