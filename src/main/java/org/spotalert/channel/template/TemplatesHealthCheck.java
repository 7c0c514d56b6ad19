package org.spotalert.channel.template;

import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Warns of templates that cannot be used as they are edited. It is never down: the built-in ones stand in. */
public final class TemplatesHealthCheck extends AbstractHealthCheck {

    private final TemplateWatch watch;

    /** @param watch whose warnings to show */
    public TemplatesHealthCheck(TemplateWatch watch) {
        super("spot", "templates");
        this.watch = watch;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<String> warnings = watch.warnings();
        builder.up();
        if (!warnings.isEmpty()) {
            // The health page escapes slashes and quotation marks twice.
            builder.message("warning: the built-in template stands in: "
                    + String.join("; ", warnings).replaceAll("[\"\\\\]", "'").replace('/', ' '));
        }
    }
}
