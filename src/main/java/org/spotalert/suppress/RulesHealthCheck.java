package org.spotalert.suppress;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Warns while the rules file cannot be taken over. It is never down: the last good version holds. */
public final class RulesHealthCheck extends AbstractHealthCheck {

    private final LiveRules rules;

    public RulesHealthCheck(LiveRules rules) {
        super("spot", "rules");
        this.rules = rules;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.up();
        rules.problem()
                .ifPresent(problem ->
                        builder.message("warning: the rules file is refused, its last good version holds: " + problem));
    }
}
