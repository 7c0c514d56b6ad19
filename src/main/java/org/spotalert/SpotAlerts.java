package org.spotalert;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.PackageScanResourceResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.command.Version;
import org.spotalert.live.RouteFileScan;
import org.spotalert.logging.LogTarget;
import org.spotalert.rehearsal.BadStart;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the program in the working directory, which holds application.properties, routes and templates. */
@Command(
        name = "spot-interruption-alerts",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Tells people which ECS services lose tasks when AWS takes a Spot Instance back.",
            "Without a command it runs until it is told to stop. Its settings come from",
            "application.properties in the working directory and from the environment."
        },
        commandListHeading = "%nCommands:%n")
public final class SpotAlerts implements Callable<Integer> {

    /** The file in the working directory is read first; what it does not say is taken from the one in the jar. */
    static final String PROPERTIES = "file:application.properties;optional=true,classpath:application.properties";

    private SpotAlerts() {}

    /**
     * Runs until the process is told to stop, or does what a command asks for.
     *
     * @param arguments none, or a command and its options
     */
    public static void main(String[] arguments) throws Exception {
        // An alert waits for the program, which starts sooner when no command line is made.
        System.exit(
                arguments.length == 0 ? new SpotAlerts().call() : commandLine().execute(arguments));
    }

    private static CommandLine commandLine() {
        return CommandWiring.commandsOf(new SpotAlerts())
                // Whatever the locale: messages hold more than ASCII.
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setExecutionStrategy(parsed -> {
                    if (parsed.hasSubcommand()) {
                        LogTarget.standardError();
                    }
                    return new CommandLine.RunLast().execute(parsed);
                });
    }

    /** Runs the program; returns the exit code when it has ended. */
    @Override
    public Integer call() {
        StopHook stop = new StopHook();
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            Main main = program();
            main.setShutdownStrategy(new SimpleMainShutdownStrategy());
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void beforeConfigure(BaseMainSupport configured) {
                    ManagementPort.check(Wiring.property(main.getCamelContext()));
                }

                @Override
                public void afterStart(BaseMainSupport started) {
                    stop.started(main::stop);
                }
            });
            main.run();
            return 0;
        } catch (Throwable failure) { // An Error ends the start as well.
            boolean failed = stop.failed();
            Logger log = LoggerFactory.getLogger(SpotAlerts.class);
            if (failed) {
                BadStart.problems(failure).forEach(log::error);
            }
            log.debug("the start has failed", failure);
            return 1;
        }
    }

    /** The program, ready to run: the routes of the working directory and everything they name. */
    static Main program() {
        Main main = program(new Wiring());
        main.configure().addConfiguration(new SettingsWiring());
        return main;
    }

    /** The routes of the working directory, with parts that are made by this wiring. */
    static Main program(CamelConfiguration wiring) {
        Main main = new Main(SpotAlerts.class);
        // Everything is named by the wiring; a scan would only cost start-up time.
        main.configure().setBasePackageScanEnabled(false);
        main.setPropertyPlaceholderLocations(PROPERTIES);
        main.configure().addConfiguration(new FollowedLinks());
        main.configure().addConfiguration(wiring);
        ManagementWiring.bind(main);
        return main;
    }

    /** The start finds the route files that edits are looked for in, behind links as well. */
    private static final class FollowedLinks implements CamelConfiguration {

        @Override
        public void configure(CamelContext context) {
            context.getCamelContextExtension().addContextPlugin(PackageScanResourceResolver.class, new RouteFileScan());
        }
    }
}
