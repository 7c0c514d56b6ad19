package org.spotalert;

import java.nio.file.Path;
import java.time.Clock;
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
import org.spotalert.rehearsal.DryStart;
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
                .addSubcommand(new Explain(() -> settings(ExplainSettings::read), ExplainWiring::impact))
                .setExecutionExceptionHandler(new CommandFailures());
    }

    /** The check of the route files in a directory. */
    private static Check dryStart(Path routes) {
        // The store of the running program is neither opened nor made.
        Wiring wiring = new Wiring(Map.of("spot.store.url", "jdbc:h2:mem:dry-start"));
        return new Check("routes", new DryStart(() -> RehearsalWiring.quiet(SpotAlerts.program(wiring)), routes)::look);
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
