package org.spotalert.cli.dryrun;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.spotalert.app.Application;
import org.spotalert.app.ApplicationBeans;
import org.spotalert.app.RoutesFailedException;
import org.spotalert.app.Settings;
import org.spotalert.channels.ChannelBeans;
import org.spotalert.channels.ChannelSettings;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.failure.RetryAfter;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.config.Config;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.RouteFolder;
import org.spotalert.reload.RouteFileScan;

/**
 * How the channels' routes are to be run; makes what they name, and nothing else of the program.
 *
 * @param clock what the seconds left in the messages are counted by
 * @param mark what stands before each headline; empty for nothing
 * @param capture takes what the channels would send; null to let them send it
 * @param overrides settings that count more than those of files and environment
 */
public record DryRun(Clock clock, String mark, @Nullable MessageCapture capture, Map<String, String> overrides)
        implements CamelConfiguration {

    private static final String FOLDER = "/channels/";
    /** The files of the program's own that no channel leads to. */
    private static final String OTHERS =
            "**/pipeline/*,**/housekeeping.camel.yaml,**/management.camel.yaml,**/page.camel.yaml";

    public DryRun {
        overrides = Map.copyOf(overrides);
    }

    /**
     * The running routes of the channels, to be closed.
     *
     * @param config the settings that live elsewhere
     * @throws InvalidSettingsException when a channel's settings are bad
     * @throws RoutesFailedException when a route does not start
     */
    public ChannelRoutes start(Config config) throws RoutesFailedException {
        Main main = quiet(Application.program(this, config));
        overrides.forEach(main::addOverrideProperty);
        onlyChannels(main);
        try {
            main.start();
            Failures failures = main.getCamelContext().getRegistry().findSingleByType(Failures.class);
            return new ChannelRoutes(main.getCamelContext(), failures::describe, main::stop);
        } catch (Exception failure) {
            main.stop();
            InvalidSettingsException settings = ObjectHelper.getException(InvalidSettingsException.class, failure);
            if (settings != null) {
                throw settings;
            }
            throw RoutesFailedException.because(failure);
        }
    }

    /** Without what a running program offers to others: its port may be taken by one. */
    public static Main quiet(Main main) {
        main.addOverrideProperty("camel.management.enabled", "false");
        main.addOverrideProperty("camel.management.jolokia-enabled", "false");
        main.addOverrideProperty("camel.main.jmx-enabled", "false");
        return main;
    }

    /**
     * Leaves of a program the channels, with all that their files hold, and what a channel may lead to: routes that begin
     * with {@code direct}, in whatever file but the program's own.
     */
    private static void onlyChannels(Main program) {
        program.addOverrideProperty("camel.main.routes-exclude-pattern", OTHERS);
        program.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport main) {
                keep(main.getCamelContext().getCamelContextExtension().getContextPlugin(Model.class));
            }
        });
    }

    private static void keep(Model model) {
        try {
            model.removeRouteDefinitions(model.getRouteDefinitions().stream()
                    .filter(route -> !ofAChannel(route) && beginsByItself(route))
                    .toList());
        } catch (Exception failure) {
            throw RuntimeCamelException.wrapRuntimeException(failure);
        }
    }

    private static boolean ofAChannel(RouteDefinition route) {
        return RunningChannel.GROUP.equals(route.getGroup())
                || (route.getResource() != null
                        && route.getResource().getLocation().replace('\\', '/').contains(FOLDER));
    }

    private static boolean beginsByItself(RouteDefinition route) {
        return !route.getInput().getEndpointUri().startsWith("direct:");
    }

    @Override
    public void configure(CamelContext context) throws Exception {
        Settings settings = Settings.of(context)
                .require(
                        AwsSettings::read,
                        Settings::timezone,
                        Settings::routes,
                        ChannelSettings::read,
                        Settings.checkedBy(ChannelSettings::checkFiles));
        ChannelSettings channels = settings.part(ChannelSettings::read);
        AwsSettings aws = settings.part(AwsSettings::read);
        List<String> broken = RouteFileScan.problems(new RouteFolder(settings.part(Settings::routes)));
        if (!broken.isEmpty()) {
            throw new RoutesFailedException(String.join("; ", broken));
        }
        AwsClients clients = new AwsClients(aws);
        ApplicationBeans.components(context, settings.part(Settings::templates));
        AlertMessages messages = new AlertMessages(clock.withZone(settings.part(Settings::timezone)), mark);
        ChannelBeans.bind(context, channels, messages, clients);
        context.getRegistry().bind("failures", new Failures(clock, ChannelBeans.secretsNow(context), () -> false));
        context.getRegistry().bind("retryAfter", new RetryAfter(clock));
        if (capture != null) {
            context.getCamelContextExtension().registerEndpointCallback(capture);
        }
        Contexts.afterStop(context, clients::close);
    }
}
