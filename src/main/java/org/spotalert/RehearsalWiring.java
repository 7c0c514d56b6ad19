package org.spotalert;

import java.util.List;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.util.ObjectHelper;
import org.spotalert.aws.AwsClients;
import org.spotalert.channel.failure.Failures;
import org.spotalert.channel.failure.RetryAfter;
import org.spotalert.channel.message.AlertMessages;
import org.spotalert.config.BadSettingsException;
import org.spotalert.config.RehearsalSettings;
import org.spotalert.live.RouteFiles;
import org.spotalert.rehearsal.ChannelRoutes;
import org.spotalert.rehearsal.Rehearsal;
import org.spotalert.rehearsal.RoutesFailedException;

/** Makes what the channels' routes name, and nothing else of the program. */
final class RehearsalWiring implements CamelConfiguration {

    private final Rehearsal rehearsal;

    private RehearsalWiring(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** Starts the routes of the channels; see {@link Rehearsal.Stage}. */
    static ChannelRoutes start(Rehearsal rehearsal) throws RoutesFailedException {
        Main main = quiet(SpotAlerts.program(new RehearsalWiring(rehearsal)));
        rehearsal.overrides().forEach(main::addOverrideProperty);
        ChannelRoutes.only(main);
        try {
            main.start();
            Failures failures = main.getCamelContext().getRegistry().findSingleByType(Failures.class);
            return new ChannelRoutes(main.getCamelContext(), failures::describe, main::stop);
        } catch (Exception failure) {
            main.stop();
            BadSettingsException settings = ObjectHelper.getException(BadSettingsException.class, failure);
            if (settings != null) {
                throw settings;
            }
            throw RoutesFailedException.because(failure);
        }
    }

    /** Without what a running program offers to others: its port may be taken by one. */
    static Main quiet(Main main) {
        main.addOverrideProperty("camel.management.enabled", "false");
        main.addOverrideProperty("camel.management.jolokia-enabled", "false");
        main.addOverrideProperty("camel.main.jmx-enabled", "false");
        return main;
    }

    @Override
    public void configure(CamelContext context) throws Exception {
        RehearsalSettings settings = RehearsalSettings.read(Wiring.property(context));
        List<String> broken = RouteFiles.problems(settings.routes());
        if (!broken.isEmpty()) {
            throw new RoutesFailedException(String.join("; ", broken));
        }
        AwsClients clients = new AwsClients(settings.region(), settings.role());
        Wiring.components(context, settings.templates());
        AlertMessages messages = new AlertMessages(rehearsal.clock().withZone(settings.timezone()), rehearsal.mark());
        new ChannelWiring(context, messages).bind(settings.channels(), clients);
        context.getRegistry()
                .bind(
                        "failures",
                        new Failures(rehearsal.clock(), settings.channels().mailSecrets()));
        context.getRegistry().bind("retryAfter", new RetryAfter(rehearsal.clock()));
        if (rehearsal.recorder() != null) {
            context.getCamelContextExtension().registerEndpointCallback(rehearsal.recorder());
        }
        Wiring.afterStop(context, clients::close);
    }
}
