package org.spotalert.cli.explain;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.spotalert.app.Application;
import org.spotalert.app.Settings;
import org.spotalert.cli.dryrun.DryRun;
import org.spotalert.fleet.FleetSettings;
import org.spotalert.fleet.LookupResult;
import org.spotalert.fleet.LookupSettings;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.pipeline.enrich.EnrichBeans;
import org.spotalert.pipeline.enrich.Enricher;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.config.Config;

/** Makes what the routes of the lookups name, and nothing else of the program. */
public final class ExplainBeans implements CamelConfiguration {

    private static final String ROUTES =
            "file:{{spot.routes}}/pipeline/enrich.camel.yaml,file:{{spot.routes}}/errors/*.camel.yaml";

    private final Clock asOf;

    /** Finds out what instances run. */
    public interface Lookup {

        /** Asks EC2 and ECS; whether a notice is late goes by this clock. */
        List<Impact> impacts(List<Interruption> interruptions, Clock asOf) throws Exception;
    }

    private ExplainBeans(Clock asOf) {
        this.asOf = asOf;
    }

    /**
     * Looks up what the instances run, by the program's own routes.
     *
     * @param asOf says whether a notice is late
     * @param settings settings that count more than those of the configuration
     */
    public static List<Impact> impacts(
            List<Interruption> interruptions, Clock asOf, Config config, Map<String, String> settings)
            throws Exception {
        Main main = DryRun.quiet(Application.program(new ExplainBeans(asOf), config));
        main.addOverrideProperty("camel.main.routes-include-pattern", ROUTES);
        settings.forEach(main::addOverrideProperty);
        try {
            main.start();
            Enricher enricher = main.lookup("enricher", Enricher.class);
            List<?> found =
                    main.getCamelTemplate().requestBody("direct:lookups", enricher.begin(interruptions), List.class);
            return enricher.finish(found.stream().map(LookupResult.class::cast).toList());
        } finally {
            main.stop();
        }
    }

    @Override
    public void configure(CamelContext context) throws Exception {
        Settings settings = Settings.of(context);
        AwsSettings aws = settings.part(AwsSettings::read);
        AwsClients clients = new AwsClients(aws);
        new EnrichBeans(context, clients, Clock.systemUTC())
                .bind(settings.part(LookupSettings::read), settings.part(FleetSettings::read), aws.region(), asOf);
        Contexts.afterStop(context, clients::close);
    }
}
