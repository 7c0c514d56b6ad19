package org.spotalert;

import java.time.Clock;
import java.util.List;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.spotalert.aws.AwsClients;
import org.spotalert.config.ExplainSettings;
import org.spotalert.enrich.Impact;
import org.spotalert.event.Interruption;

/** Makes what the routes of the lookups name, and nothing else of the program. */
final class ExplainWiring implements CamelConfiguration {

    private static final String ROUTES =
            "file:{{spot.routes}}/enrich.camel.yaml,file:{{spot.routes}}/lookups/*.camel.yaml";

    private final Clock asOf;

    private ExplainWiring(Clock asOf) {
        this.asOf = asOf;
    }

    /** Looks up what the instance runs, by the program's own routes; whether the notice is late goes by this clock. */
    static Impact impact(Interruption interruption, Clock asOf) throws Exception {
        Main main = RehearsalWiring.quiet(SpotAlerts.program(new ExplainWiring(asOf)));
        main.addOverrideProperty("camel.main.routes-include-pattern", ROUTES);
        try {
            main.start();
            List<?> impacts = main.getCamelTemplate().requestBody("direct:impacts", List.of(interruption), List.class);
            return (Impact) impacts.get(0);
        } finally {
            main.stop();
        }
    }

    @Override
    public void configure(CamelContext context) {
        ExplainSettings settings = ExplainSettings.read(Wiring.property(context));
        AwsClients clients = new AwsClients(settings.region(), settings.role());
        new EnrichWiring(context, clients, Clock.systemUTC()).bind(settings.lookups(), asOf);
        Wiring.afterStop(context, clients::close);
    }
}
