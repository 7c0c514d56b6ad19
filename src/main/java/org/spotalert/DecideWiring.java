package org.spotalert;

import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.service.ServiceSupport;
import org.spotalert.claim.ClaimDatabase;
import org.spotalert.config.Settings;
import org.spotalert.config.SuppressionSettings;
import org.spotalert.decide.Decisions;
import org.spotalert.decide.RuleInputs;
import org.spotalert.health.WarningHealthCheck;
import org.spotalert.silence.SilenceDesk;
import org.spotalert.silence.SilenceStore;
import org.spotalert.suppress.LiveRules;
import org.spotalert.suppress.SuppressedDesk;
import org.spotalert.suppress.SuppressedRecord;

/** Makes the parts that decide who is told, and those that look after the rules. */
final class DecideWiring {

    private final CamelContext context;
    private final Clock clock;

    DecideWiring(CamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    /**
     * @param database keeps the silences and the record of suppressed alerts
     */
    void bind(Settings all, ClaimDatabase database) throws Exception {
        SuppressionSettings settings = all.suppression();
        LiveRules rules = new LiveRules(settings.rules(), settings.windows());
        // Before the first alert, not a moment after it.
        rules.look();
        SilenceStore silences = new SilenceStore(database.dataSource());
        RuleInputs inputs = new RuleInputs(
                () -> database.ask(() -> silences.notOver(clock.instant())),
                rules::windows,
                settings.critical(),
                settings.enoughCapacity(),
                settings.criticalBelow());
        Registry registry = context.getRegistry();
        registry.bind("liveRules", rules);
        registry.bind("decisions", new Decisions(inputs, clock));
        registry.bind("silenceDesk", new SilenceDesk(silences, clock));
        registry.bind("suppressedDesk", new SuppressedDesk(database));
        SuppressedRecord suppressed = new SuppressedRecord(database, all.store().retention(), clock);
        registry.bind("suppressedRecord", suppressed);
        // Writes the last decisions before the database is closed.
        context.addService(new ServiceSupport() {
            @Override
            protected void doStop() {
                suppressed.write();
            }
        });
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("rules", rules::warning));
    }
}
