package org.spotalert.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.util.function.Suppliers;
import org.spotalert.app.Application;
import org.spotalert.app.ApplicationBeans;
import org.spotalert.app.RoutesFailedException;
import org.spotalert.app.SettingWarnings;
import org.spotalert.app.Settings;
import org.spotalert.cli.check.Checks.Check;
import org.spotalert.cli.check.StartupCheck;
import org.spotalert.cli.dryrun.ChannelRoutes;
import org.spotalert.cli.dryrun.DryRun;
import org.spotalert.cli.dryrun.MessageCapture;
import org.spotalert.cli.explain.ExplainBeans;
import org.spotalert.cli.explain.ExplainBeans.Lookup;
import org.spotalert.cli.output.Progress;
import org.spotalert.cli.output.Terminal;
import org.spotalert.cli.program.RunningProgram;
import org.spotalert.cli.program.SilencesBeside;
import org.spotalert.pipeline.intake.IntakeSettings;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.platform.config.Config;
import org.spotalert.platform.logging.LogTarget;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Makes the commands that the jar can be asked to do instead of running, each with what it needs of the program. */
public final class Commands {

    /** Read once, by the first that needs it. */
    private final Supplier<Config> config = Suppliers.memorize(Application::config);

    private Commands() {}

    @Command(
            name = "spot-interruption-alerts",
            mixinStandardHelpOptions = true,
            versionProvider = Terminal.Version.class,
            description = {
                "Notifies people which ECS services lose tasks when AWS takes a Spot Instance back.",
                "Without a command it runs until it is stopped. Its settings come from",
                "application.properties in the working directory and from the environment."
            },
            commandListHeading = "%nCommands:%n")
    private static final class RootCommand implements Callable<Integer> {

        @Override
        public Integer call() {
            return Application.run();
        }
    }

    /** Runs the command that the arguments name; returns the exit code. */
    public static int run(String... arguments) {
        return commandsOf(new RootCommand())
                // Whatever the locale: messages hold more than ASCII.
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                // picocli heeds NO_COLOR and pipes itself.
                .setColorScheme(
                        Help.defaultColorScheme("dumb".equals(System.getenv("TERM")) ? Help.Ansi.OFF : Help.Ansi.AUTO))
                .setExecutionStrategy(Commands::execute)
                .execute(arguments);
    }

    private static int execute(ParseResult parsed) {
        if (!parsed.hasSubcommand()) {
            return new CommandLine.RunLast().execute(parsed);
        }
        LogTarget.standardError();
        CommandSpec command = parsed.subcommand().commandSpec();
        Timer progress = Progress.begin(command.name(), command.commandLine().getErr());
        try {
            return new CommandLine.RunLast().execute(parsed);
        } finally {
            progress.cancel();
        }
    }

    /** A command line that knows all commands, beside what the jar does without one. */
    public static CommandLine commandsOf(Object withoutCommand) {
        Clock clock = Clock.systemUTC();
        Commands commands = new Commands();
        return new CommandLine(withoutCommand)
                .addSubcommand(
                        new CheckCommand(commands::settings, commands.config, commands::warnings, commands::dryStart))
                .addSubcommand(new TestAlert(commands.config, clock))
                .addSubcommand(
                        new Render(() -> commands.settings().part(IntakeSettings::kinds), commands.config, clock))
                .addSubcommand(new Replay(commands::settings, commands::names, clock))
                .addSubcommand(
                        new SilenceCommand(() -> new SilencesBeside(RunningProgram.of(commands.settings()), clock)))
                .addSubcommand(new HistoryCommand(false, commands::settings, clock))
                .addSubcommand("suppressed", new HistoryCommand(true, commands::settings, clock))
                .addSubcommand(new CompletionCommand())
                .addSubcommand(new AuditCommand(commands::settings, clock))
                .addSubcommand(new Explain(commands::settings, commands.lookup(Map.of()), commands::switchedOn))
                .addSubcommand(new WhatIf(
                        commands::settings,
                        commands.lookup(Map.of("spot.suppress.enough-capacity", "true")),
                        commands::switchedOn))
                .addSubcommand(new Readiness(commands::settings, clock))
                .setExecutionExceptionHandler(new CommandFailures());
    }

    private Check dryStart(Path routes) {
        // The store of the running program is neither opened nor made.
        ApplicationBeans wiring = new ApplicationBeans(config.get(), Map.of("spot.store.url", "jdbc:h2:mem:dry-start"));
        return new Check(
                "routes", new StartupCheck(() -> DryRun.quiet(Application.program(wiring, config.get())), routes)::run);
    }

    /** @param overrides settings that count more than those of the program */
    private Lookup lookup(Map<String, String> overrides) {
        return (interruptions, asOf) -> ExplainBeans.impacts(interruptions, asOf, config.get(), overrides);
    }

    private List<String> warnings() {
        return SettingWarnings.of(unstarted(), config.get().names());
    }

    /** The channels as their own routes say, which are started and stopped; nothing is sent to them. */
    private List<RunningChannel> switchedOn() throws RoutesFailedException {
        try (ChannelRoutes routes =
                new DryRun(Clock.systemUTC(), "", new MessageCapture(), Map.of()).start(config.get())) {
            return routes.running();
        }
    }

    private Set<String> names() {
        return unstarted().getPropertiesComponent().loadProperties().stringPropertyNames();
    }

    private Settings settings() {
        return Settings.of(unstarted());
    }

    private CamelContext unstarted() {
        return Application.unstarted(config.get());
    }
}
