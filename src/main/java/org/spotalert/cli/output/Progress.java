package org.spotalert.cli.output;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** Says on the error output that a command is still at work: after two seconds, and then every ten; only to a person at a terminal. */
public final class Progress {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private Progress() {}

    /** Begins now, for the command of this name; it ends when the timer is cancelled. */
    public static Timer begin(String command, PrintWriter err) {
        Timer timer = new Timer("progress", true);
        if (atTerminal()) {
            long begin = System.nanoTime();
            TimerTask say = new TimerTask() {
                @Override
                public void run() {
                    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
                    err.println(command + " is still at work, after " + seconds + " s");
                }
            };
            timer.scheduleAtFixedRate(say, FIRST.toMillis(), EVERY.toMillis());
        }
        return timer;
    }

    /** Whether a person sees at once what is printed. {@code NO_COLOR} does not matter: it takes away colours alone. */
    public static boolean atTerminal() {
        // Java 22 to 24 have a console in a pipe, too, unless it is this one.
        System.setProperty("jdk.console", "java.base");
        return System.console() != null;
    }
}
