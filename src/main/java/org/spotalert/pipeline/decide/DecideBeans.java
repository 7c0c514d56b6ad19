package org.spotalert.pipeline.decide;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;
import org.spotalert.model.Impact;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.model.Silence;
import org.spotalert.platform.file.LiveFile;
import org.spotalert.platform.health.WarningHealthCheck;

/** Makes the parts that decide what is sent, and those that look after the rules. */
public record DecideBeans(CamelContext context, Clock clock) {

    /**
     * Makes the parts, and returns the maintenance windows, which may change.
     *
     * @param silences those that are not over
     * @param judged adds to an impact what the settings say of it
     */
    public Supplier<List<MaintenanceWindow>> bind(
            SuppressionSettings settings, Supplier<List<Silence>> silences, UnaryOperator<Impact> judged) {
        LiveFile<MaintenanceWindow> rules = new LiveFile<>("rules file", settings.rules(), RulesText::windows);
        // Before the first alert, not a moment after it.
        rules.reload();
        Registry registry = context.getRegistry();
        registry.bind("liveRules", rules);
        RuleInputs inputs = RuleInputs.of(settings, rules, silences, judged);
        registry.bind("decisions", new Decisions(inputs, clock));
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("rules", rules::warning));
        return inputs.windows();
    }
}
