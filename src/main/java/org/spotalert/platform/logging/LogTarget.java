package org.spotalert.platform.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** Where the log goes. */
public final class LogTarget {

    private LogTarget() {}

    /**
     * Leaves the standard output to a command's answer: the log goes to the error output from now on, and what a command
     * does in the ordinary way is not logged.
     */
    public static void standardError() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.iteratorForAppenders().forEachRemaining(appender -> {
            if (appender instanceof ConsoleAppender<?> console) {
                console.stop();
                console.setTarget("System.err");
                console.start();
            }
        });
        if (Level.INFO.equals(root.getLevel())) {
            root.setLevel(Level.WARN);
            // A command says in its own words what has failed.
            context.getLogger("org.apache.camel").setLevel(Level.OFF);
        }
    }
}
