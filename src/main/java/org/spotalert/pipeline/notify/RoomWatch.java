package org.spotalert.pipeline.notify;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns when the consumer of the queue has been waiting for room, with the channels that it waits for. */
public final class RoomWatch {

    private static final Logger LOG = LoggerFactory.getLogger(RoomWatch.class);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Supplier<Duration> waiting;
    private final Supplier<String> slowest;
    private final AtomicBoolean said = new AtomicBoolean();

    /**
     * Watches a window.
     *
     * @param waiting how long its consumer has been waiting for room; zero when it does not
     * @param slowest the channels that take their time, for a reader; empty when none does
     */
    public RoomWatch(Supplier<Duration> waiting, Supplier<String> slowest) {
        this.waiting = waiting;
        this.slowest = slowest;
    }

    /** Says in the log, once each time, that there is no room, and that there is room again. */
    public void check() {
        Optional<String> warning = warning();
        if (said.getAndSet(warning.isPresent()) != warning.isPresent()) {
            warning.ifPresentOrElse(
                    text -> LOG.atWarn()
                            .addKeyValue("slow", slowest.get())
                            .log("no room for new notices, which wait on the queue"),
                    () -> LOG.info("there is room for new notices again"));
        }
    }

    /** What health says; nothing while there is room, or was within ten seconds. */
    public Optional<String> warning() {
        Duration time = waiting.get();
        return time.compareTo(LONG) < 0
                ? Optional.empty()
                : Optional.of("no room for new notices for " + time.toSeconds()
                        + " s (spot.batch.max-in-flight); slow channels: " + slowest.get());
    }
}
