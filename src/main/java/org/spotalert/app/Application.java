package org.spotalert.app;

import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.PackageScanResourceResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.management.ManagementBeans;
import org.spotalert.reload.RouteFileScan;

/** The program in the working directory, which holds application.properties, routes and templates. */
public final class Application {

    /** The file in the working directory is read first; what it does not say is taken from the one in the jar. */
    public static final String PROPERTIES =
            "file:application.properties;optional=true,classpath:application.properties";

    private Application() {}

    /** Runs the program; returns the exit code when it has ended. */
    public static int run() {
        StopHook stop = new StopHook();
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            Main main = program();
            main.setShutdownStrategy(new SimpleMainShutdownStrategy());
            main.addMainListener(new MainListenerSupport() {
                @Override
                public void afterStart(BaseMainSupport started) {
                    stop.started(main::stop);
                }
            });
            main.run();
            return 0;
        } catch (Throwable failure) { // An Error ends the start as well.
            boolean failed = stop.failed();
            Logger log = LoggerFactory.getLogger(Application.class);
            if (failed) {
                StartupFailures.problems(failure).forEach(log::error);
            }
            log.debug("the start has failed", failure);
            return 1;
        }
    }

    /** The program, ready to run: the routes of the working directory and everything they name. */
    public static Main program() {
        Main main = program(new ApplicationBeans());
        main.configure().addConfiguration(new Doubts());
        return main;
    }

    /** The routes of the working directory, with parts that are made by this wiring. */
    public static Main program(CamelConfiguration wiring) {
        Main main = new Main(Application.class);
        // Everything is named by the wiring; a scan would only cost start-up time.
        main.configure().setBasePackageScanEnabled(false);
        main.setPropertyPlaceholderLocations(PROPERTIES);
        main.configure().addConfiguration(new FollowedLinks());
        main.configure().addConfiguration(wiring);
        ManagementBeans.bind(main);
        return main;
    }

    /** The start says which settings are hardly what is meant. */
    private static final class Doubts implements CamelConfiguration {

        @Override
        public void configure(CamelContext context) {
            Logger log = LoggerFactory.getLogger(Settings.class);
            SettingWarnings.of(context).forEach(warning -> log.warn("doubtful setting: {}", warning));
        }
    }

    /** The start finds the route files that edits are looked for in, behind links as well. */
    private static final class FollowedLinks implements CamelConfiguration {

        @Override
        public void configure(CamelContext context) {
            context.getCamelContextExtension().addContextPlugin(PackageScanResourceResolver.class, new RouteFileScan());
        }
    }
}
