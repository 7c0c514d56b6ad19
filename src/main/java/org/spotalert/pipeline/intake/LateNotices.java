package org.spotalert.pipeline.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.model.Interruption;
import org.spotalert.platform.window.Postponed;

/**
 * Knows the notices that have lost their hurry, and schedules those for which there is no room: as many at a time as there is
 * room for. So they hold up no notice behind them, and few of them are received more than twice.
 */
public final class LateNotices {

    private static final Logger LOG = LoggerFactory.getLogger(LateNotices.class);
    /** Of a queue 120,000 messages may be hidden: enough for three replicas. */
    private static final int MOST_HIDDEN = 35_000;

    private final int atATime;
    private final long period;
    private final Clock clock;
    private final LongSupplier nanoTime;
    /** When the notices that are rescheduled now come back, by nanoTime. */
    private final AtomicLong next = new AtomicLong();

    private final AtomicInteger taken = new AtomicInteger();

    /**
     * @param atATime how many notices there is room for
     * @param period the time in which they are worked off
     * @param clock says which notices are late
     * @param nanoTime nanoseconds, as of System.nanoTime
     */
    public LateNotices(int atATime, Duration period, Clock clock, LongSupplier nanoTime) {
        this.atATime = atATime;
        this.period = Math.max(period.toNanos(), TimeUnit.SECONDS.toNanos(1));
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.next.set(nanoTime.getAsLong() - 1);
    }

    public boolean all(List<Interruption> interruptions) {
        Instant now = clock.instant();
        return interruptions.stream().allMatch(interruption -> interruption.late(now));
    }

    /**
     * Leaves these on the queue until there is room. The consumer waits here when too many are rescheduled already.
     *
     * @throws NotYetException always
     */
    public void reschedule(List<Interruption> notices) throws NotYetException, InterruptedException {
        Duration delay = next(notices.size());
        long mostPeriods = Math.max(1, MOST_HIDDEN / atATime);
        long tooLong = delay.toNanos() - mostPeriods * period;
        if (tooLong > 0) {
            TimeUnit.NANOSECONDS.sleep(tooLong);
        }
        throw new NotYetException(delay.minusNanos(Math.max(0, tooLong)));
    }

    private synchronized Duration next(int notices) {
        long now = nanoTime.getAsLong();
        if (next.get() - now < 0) {
            LOG.info("more late notices than there is room for: they come back from the queue a part at a time");
            next.set(now + period);
            taken.set(0);
        } else if (taken.get() >= atATime) {
            next.addAndGet(period);
            taken.set(0);
        }
        taken.addAndGet(notices);
        return Duration.ofNanos(next.get() - now);
    }

    /** A notice waits on the queue until there is room. */
    public static final class NotYetException extends Exception implements Postponed {

        private static final long serialVersionUID = 1L;

        /** So much later each time: what finds no room again and again would become a dead letter. */
        private static final Duration LATER = Duration.ofSeconds(10);

        private final Duration delay;

        NotYetException(Duration delay) {
            super("there is room in " + delay.toSeconds() + " s", null, false, false);
            this.delay = delay;
        }

        @Override
        public Duration delay(int receives) {
            return delay.plus(LATER.multipliedBy(Math.max(0, receives - 1L)));
        }
    }
}
