package org.spotalert;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.spotalert.check.Check;
import org.spotalert.command.CommandFailures;
import org.spotalert.command.check.CheckSetUp;
import org.spotalert.command.explain.Explain;
import org.spotalert.command.rehearsal.Render;
import org.spotalert.command.rehearsal.TestAlert;
import org.spotalert.command.replay.Replay;
import org.spotalert.command.silence.SilenceCommand;
import org.spotalert.command.suppressed.SuppressedCommand;
import org.spotalert.config.BesideSettings;
import org.spotalert.config.CheckSettings;
import org.spotalert.config.EventSettings;
import org.spotalert.config.ExplainSettings;
import org.spotalert.config.ReplaySettings;
import org.spotalert.notify.Channels;
import org.spotalert.rehearsal.ChannelRoutes;
import org.spotalert.rehearsal.DryStart;
import org.spotalert.rehearsal.Recorder;
import org.spotalert.rehearsal.Rehearsal;
import org.spotalert.rehearsal.RoutesFailedException;
import org.spotalert.routing.RunningChannel;
import org.spotalert.silence.SilencesBeside;
import picocli.CommandLine;

/** Makes the commands that the jar can be asked to do instead of running, each with what it needs of the program. */
final class CommandWiring {

    private CommandWiring() {}

    /** A command line that knows all commands, beside what the jar does without one. */
    static CommandLine commandsOf(Object withoutCommand) {
        Clock clock = Clock.systemUTC();
        return new CommandLine(withoutCommand)
                .addSubcommand(
                        new CheckSetUp(CommandWiring::checkSettings, CommandWiring::dryStart, RehearsalWiring::start))
                .addSubcommand(new TestAlert(RehearsalWiring::start, clock))
                .addSubcommand(new Render(() -> settings(EventSettings::read), RehearsalWiring::start, clock))
                .addSubcommand(new Replay(CommandWiring::replaySettings, clock))
                .addSubcommand(new SilenceCommand(CommandWiring::silences))
                .addSubcommand(new SuppressedCommand(() -> settings(BesideSettings::read), clock))
                .addSubcommand(
                        new Explain(() -> settings(ExplainSettings::read), ExplainWiring::impact, new SwitchedOn()))
                .setExecutionExceptionHandler(new CommandFailures());
    }

    /** The check of the route files in a directory. */
    private static Check dryStart(Path routes) {
        // The store of the running program is neither opened nor made.
        Wiring wiring = new Wiring(Map.of("spot.store.url", "jdbc:h2:mem:dry-start"));
        return new Check("routes", new DryStart(() -> RehearsalWiring.quiet(SpotAlerts.program(wiring)), routes)::look);
    }

    /** The channels as their own routes say, which are started and stopped; nothing is sent to them. */
    private static final class SwitchedOn implements Explain.ChannelLookup {

        @Override
        public List<RunningChannel> running() throws RoutesFailedException {
            Rehearsal rehearsal = new Rehearsal(Clock.systemUTC(), "", new Recorder(), Map.of());
            try (ChannelRoutes routes = RehearsalWiring.start(rehearsal)) {
                return routes.running();
            }
        }

        @Override
        public Channels among(List<RunningChannel> running) {
            return settings(properties -> new Channels(() -> running, properties));
        }
    }

    private static SilencesBeside silences() {
        BesideSettings read = settings(BesideSettings::read);
        return new SilencesBeside(
                read.store(), read.management().address(), read.management().login(), Clock.systemUTC());
    }

    private static CheckSettings checkSettings() {
        CamelContext context = unstarted();
        return CheckSettings.read(Wiring.property(context), SettingsWiring.given(context));
    }

    private static ReplaySettings replaySettings() {
        CamelContext context = unstarted();
        Properties all = context.getPropertiesComponent().loadProperties();
        return ReplaySettings.read(Wiring.property(context), all.stringPropertyNames());
    }

    private static <T> T settings(Function<Function<String, Optional<String>>, T> read) {
        return read.apply(Wiring.property(unstarted()));
    }

    /** Knows the properties; never started, so that there is nothing to stop. */
    private static CamelContext unstarted() {
        CamelContext context = new DefaultCamelContext(false);
        context.getPropertiesComponent().setLocation(SpotAlerts.PROPERTIES);
        return context;
    }
}
