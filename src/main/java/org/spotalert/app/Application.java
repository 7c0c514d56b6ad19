package org.spotalert.app;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.config.Config;
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
        Runtime.getRuntime().addShutdownHook(new Thread(stop::run, "stop"));
        try {
            Config config = config();
            Main main = program(config);
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

    /** Reads the settings that live elsewhere; the log says what cannot be read. */
    public static Config config() {
        Config config = Config.read(Contexts.property(unstarted(Config.none())), System.getenv());
        Logger log = LoggerFactory.getLogger(Config.class);
        config.problems().forEach(log::error);
        return config;
    }

    /** Knows the properties; never started, so that there is nothing to stop. */
    public static CamelContext unstarted(Config config) {
        CamelContext context = new DefaultCamelContext(false);
        context.getPropertiesComponent().setLocation(PROPERTIES);
        context.getPropertiesComponent().addPropertiesSource(config);
        return context;
    }

    /** The program, ready to run: the routes of the working directory and everything they name. */
    public static Main program(Config config) {
        Main main = program(new ApplicationBeans(config, Map.of()), config);
        main.configure().addConfiguration(new Doubts(config));
        return main;
    }

    /** The routes of the working directory, with parts that are made by this wiring. */
    public static Main program(CamelConfiguration wiring, Config config) {
        Main main = new Main(Application.class);
        main.bind("config", config);
        // Everything is named by the wiring; a scan would only cost start-up time.
        main.configure().setBasePackageScanEnabled(false);
        main.setPropertyPlaceholderLocations(PROPERTIES);
        main.configure().addConfiguration(new RouteFileScan());
        main.configure().addConfiguration(wiring);
        ManagementBeans.bind(main);
        return main;
    }

    /** The start says which settings are hardly what is meant. */
    private record Doubts(Config config) implements CamelConfiguration {

        @Override
        public void configure(CamelContext context) {
            Logger log = LoggerFactory.getLogger(Settings.class);
            SettingWarnings.of(context, config.names()).forEach(warning -> log.warn("doubtful setting: {}", warning));
        }
    }

    /**
     * Stops the program when the JVM is asked to end, and sets the exit code: 0 for a stop that was asked for, since the JVM would
     * report the signal, and 1 for a start that has failed.
     */
    private static final class StopHook {

        /** The start takes a few seconds. What takes longer hangs. */
        private static final Duration START_TIMEOUT = Duration.ofSeconds(15);

        private final CountDownLatch startEnded = new CountDownLatch(1);
        private final AtomicReference<@Nullable Runnable> stop = new AtomicReference<>();
        private final AtomicBoolean asked = new AtomicBoolean();
        private final AtomicBoolean failed = new AtomicBoolean();

        /** Notes that the program runs, and how it is stopped. */
        void started(Runnable how) {
            stop.set(how);
            startEnded.countDown();
        }

        /** Notes that the start has ended without a program, and returns whether that is a failure: a stop ends a start as well. */
        boolean failed() {
            failed.set(!asked.get());
            startEnded.countDown();
            return failed.get();
        }

        void run() {
            asked.set(startEnded.getCount() > 0);
            try {
                // Routes that are just being made cannot be stopped.
                boolean ended = startEnded.await(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
                Runnable how = stop.get();
                if (ended && how != null) {
                    how.run();
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            } finally {
                Runtime.getRuntime().halt(failed.get() ? 1 : 0);
            }
        }
    }
}
