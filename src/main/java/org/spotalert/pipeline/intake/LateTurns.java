package org.spotalert.pipeline.intake;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.Interruption;

/**
 * Gives late notices for which there is no room a time to come back, as many at a time as there is room for. So they hold up
 * no notice behind them, and few of them are received more than twice.
 */
public final class LateTurns {

    private static final Logger LOG = LoggerFactory.getLogger(LateTurns.class);
    /** Of a queue 120,000 messages may be hidden: enough for three replicas. */
    private static final int MOST_PUT_OFF = 35_000;

    private final int atATime;
    private final long period;
    private final LongSupplier clock;
    /** When the notices that are put off now come back, by the clock. */
    private final AtomicLong turn = new AtomicLong();

    private final AtomicInteger taken = new AtomicInteger();

    /**
     * Turns that follow each other.
     *
     * @param atATime how many notices there is room for
     * @param period the time from one turn to the next, in which they are worked off
     * @param clock nanoseconds, as of System.nanoTime
     */
    public LateTurns(int atATime, Duration period, LongSupplier clock) {
        this.atATime = atATime;
        this.period = Math.max(period.toNanos(), TimeUnit.SECONDS.toNanos(1));
        this.clock = clock;
        this.turn.set(clock.getAsLong() - 1);
    }

    /**
     * Puts these off until it is their turn. The consumer waits here when too many are put off already.
     *
     * @throws NotYetException always
     */
    public void putOff(List<Interruption> notices) throws NotYetException, InterruptedException {
        Duration delay = next(notices.size());
        long mostTurns = Math.max(1, MOST_PUT_OFF / atATime);
        long tooLong = delay.toNanos() - mostTurns * period;
        if (tooLong > 0) {
            TimeUnit.NANOSECONDS.sleep(tooLong);
        }
        throw new NotYetException(delay.minusNanos(Math.max(0, tooLong)));
    }

    private synchronized Duration next(int notices) {
        long now = clock.getAsLong();
        if (turn.get() - now < 0) {
            LOG.info("more late notices than there is room for: they come back from the queue a part at a time");
            turn.set(now + period);
            taken.set(0);
        } else if (taken.get() >= atATime) {
            turn.addAndGet(period);
            taken.set(0);
        }
        taken.addAndGet(notices);
        return Duration.ofNanos(turn.get() - now);
    }
}
