package org.spotalert;

import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.config.BadSettingsException;

/** Starts the program in the working directory, which holds application.properties, routes and templates. */
public final class SpotAlerts {

    /** The file in the working directory is read first; what it does not say is taken from the one in the jar. */
    private static final String PROPERTIES =
            "file:application.properties;optional=true,classpath:application.properties";

    private SpotAlerts() {}

    /**
     * Runs until the process is told to stop.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws Exception {
        Logger log = LoggerFactory.getLogger(SpotAlerts.class);
        Main main = program();
        Thread stop = new Thread(
                () -> {
                    main.stop();
                    // A stop that was asked for is no failure; the JVM would report the signal.
                    Runtime.getRuntime().halt(0);
                },
                "stop");
        try {
            main.setShutdownStrategy(new SimpleMainShutdownStrategy());
            Runtime.getRuntime().addShutdownHook(stop);
            main.run();
        } catch (Exception failure) {
            Runtime.getRuntime().removeShutdownHook(stop);
            BadSettingsException settings = ObjectHelper.getException(BadSettingsException.class, failure);
            if (settings == null) {
                throw failure;
            }
            settings.problems().forEach(problem -> log.error("bad setting: {}", problem));
            System.exit(1);
        }
    }

    /** The program, ready to run: the routes of the working directory and everything they name. */
    static Main program() {
        Main main = new Main(SpotAlerts.class);
        // Everything is named by the wiring; a scan would only cost start-up time.
        main.configure().setBasePackageScanEnabled(false);
        main.setPropertyPlaceholderLocations(PROPERTIES);
        main.configure().addConfiguration(new Wiring());
        return main;
    }
}
