package org.spotalert;

import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;
import org.spotalert.claim.ClaimDatabase;
import org.spotalert.config.SuppressionSettings;
import org.spotalert.decide.Decisions;
import org.spotalert.decide.RuleInputs;
import org.spotalert.health.WarningHealthCheck;
import org.spotalert.silence.SilenceDesk;
import org.spotalert.silence.SilenceStore;
import org.spotalert.suppress.LiveRules;
import org.spotalert.suppress.SuppressedDesk;

/** Makes the parts that decide who is told, and those that look after the rules. */
final class DecideWiring {

    static final String LIVE_RULES = "liveRules";

    private final CamelContext context;
    private final Clock clock;

    DecideWiring(CamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    /**
     * @param database keeps the silences
     */
    void bind(SuppressionSettings settings, ClaimDatabase database) {
        LiveRules rules = new LiveRules(settings.rules(), settings.windows());
        // Before the first alert, not a moment after it.
        rules.look();
        SilenceStore silences = new SilenceStore(database.dataSource());
        RuleInputs inputs = new RuleInputs(
                () -> database.ask(() -> silences.notOver(clock.instant())),
                rules::windows,
                settings.critical(),
                settings.enoughCapacity());
        Registry registry = context.getRegistry();
        registry.bind(LIVE_RULES, rules);
        registry.bind("decisions", new Decisions(inputs, clock));
        registry.bind("silenceDesk", new SilenceDesk(silences, clock));
        registry.bind("suppressedDesk", new SuppressedDesk(database));
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("rules", rules::warning));
    }
}
