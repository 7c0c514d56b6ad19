package org.spotalert.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stops the program when the JVM is asked to end, and sets the exit code: 0 for a stop that was asked for, since the JVM would
 * report the signal, and 1 for a start that has failed.
 */
public final class StopHook extends Thread {

    /** The start takes a few seconds. What takes longer hangs. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(15);

    private final CountDownLatch startEnded = new CountDownLatch(1);
    private final AtomicReference<@Nullable Runnable> stop = new AtomicReference<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean failed = new AtomicBoolean();

    public StopHook() {
        super("stop");
    }

    /** Notes that the program runs, and how it is stopped. */
    public void started(Runnable how) {
        stop.set(how);
        startEnded.countDown();
    }

    /** Notes that the start has ended without a program, and returns whether that is a failure: a stop ends a start as well. */
    public boolean failed() {
        failed.set(!asked.get());
        startEnded.countDown();
        return failed.get();
    }

    @Override
    public void run() {
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
