package org.spotalert.platform.window;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Gathers exchanges into batches. The batch is an exchange of its own whose body is the list of the members' bodies; a member
 * whose body is a list brings all that is in it.
 *
 * <p>Each member's callback is kept until its batch is done, and gets the batch's failure, or its own part of a
 * {@link PartialFailure}. So the consumer's own acknowledgement and visibility extension stay in charge, which the Aggregate
 * EIP would take over on entry. How much is under way is bounded: a consumer that brings more waits, unless there is another
 * endpoint for what gets no permit. An exchange takes one permit per element of its body, at most 10 % of them, so that a large
 * one cannot starve those behind it.
 */
public final class BatchingWindow extends DefaultAsyncProducer {

    private final String targetUri;
    private final @Nullable String overflowUri;
    private final Duration period;
    private final boolean leading;
    private final int maxInFlight;
    private final Semaphore permits;
    private final List<Member> waiting = new ArrayList<>();
    /** Since when each thread of the consumer waits for room, by System.nanoTime. */
    private final Map<Thread, Long> blocked = new ConcurrentHashMap<>();

    private ScheduledExecutorService scheduler;
    private ExecutorService batches;
    private BatchEndpoint target;
    private @Nullable BatchEndpoint overflow;
    private @Nullable Future<?> due;
    private long lastOpened;

    /**
     * A window that sends its batches to an endpoint.
     *
     * @param window the window's own endpoint
     * @param target the endpoint that takes the batches
     * @param period the shortest time between two batches
     * @param leading whether the first one leaves at once; otherwise it waits for the period too, so that others can join it
     * @param maxInFlight how many bodies may wait or be under way
     * @param overflow the endpoint that takes, as a batch of its own, what gets no permit; null to let the consumer wait
     */
    @SuppressWarnings("NullAway.Init") // doStart sets what is missing, before the first exchange.
    BatchingWindow(
            Endpoint window,
            String target,
            Duration period,
            boolean leading,
            int maxInFlight,
            @Nullable String overflow) {
        super(window);
        this.targetUri = target;
        this.overflowUri = overflow;
        this.period = period;
        this.leading = leading;
        this.maxInFlight = maxInFlight;
        this.permits = new Semaphore(maxInFlight);
        this.lastOpened = System.nanoTime() - period.toNanos();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        CamelContext context = getEndpoint().getCamelContext();
        scheduler = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "window");
        batches = context.getExecutorServiceManager().newCachedThreadPool(this, "batch");
        target = BatchEndpoint.start(context, targetUri);
        overflow = overflowUri == null ? null : BatchEndpoint.start(context, overflowUri);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (target == null) {
            // A start that fails stops what has not started.
            return;
        }
        // Members that still wait are not answered: unacknowledged, their messages come back.
        target.stop();
        if (overflow != null) {
            overflow.stop();
        }
        ExecutorServiceManager threads = getEndpoint().getCamelContext().getExecutorServiceManager();
        threads.shutdownNow(scheduler);
        threads.shutdownNow(batches);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Member member = Member.of(exchange, callback, maxInFlight);
        boolean permitted = permits.tryAcquire(member.permits());
        if (!permitted && overflow != null) {
            member.answer(overflow.sendAndWait(List.of(member)), true);
            return true;
        }
        try {
            if (!permitted) {
                openIfAllWait(member.permits());
                awaitRoom(member.permits());
                permitted = true;
            }
            add(member);
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            member.answer(stopped, true);
            return true;
        } catch (RejectedExecutionException stopped) {
            if (permitted) {
                permits.release(member.permits());
            }
            member.answer(stopped, true);
            return true;
        }
    }

    private void awaitRoom(int more) throws InterruptedException {
        blocked.put(Thread.currentThread(), System.nanoTime());
        try {
            permits.acquire(more);
        } finally {
            blocked.remove(Thread.currentThread());
        }
    }

    /** How long the consumer has been waiting for room; zero when it does not. */
    public Duration waitingForRoom() {
        long now = System.nanoTime();
        return Duration.ofNanos(
                blocked.values().stream().mapToLong(since -> now - since).max().orElse(0));
    }

    /** How many bodies wait or are under way. */
    public int inFlight() {
        return maxInFlight - permits.availablePermits();
    }

    private synchronized void add(Member member) {
        if (due == null) {
            long since = System.nanoTime() - lastOpened;
            schedule(leading ? Math.max(0, period.toNanos() - since) : period.toNanos());
        }
        waiting.add(member);
    }

    private void schedule(long nanos) {
        due = scheduler.schedule(this::open, nanos, TimeUnit.NANOSECONDS);
    }

    /** While a consumer waits and nothing is under way that could make room, waiting longer serves nobody. */
    private synchronized void openIfAllWait(int more) {
        int waited = waiting.stream().mapToInt(Member::permits).sum();
        if (waited + more > maxInFlight && due != null && due.cancel(false)) {
            schedule(0);
        }
    }

    private void open() {
        List<Member> batch = take();
        // A thread of its own: a slow batch must not hold back the next one.
        try {
            batches.execute(() -> target.send(batch, failure -> answer(batch, failure)));
        } catch (RejectedExecutionException stopped) {
            answer(batch, stopped);
        }
    }

    private synchronized List<Member> take() {
        List<Member> batch = List.copyOf(waiting);
        waiting.clear();
        due = null;
        lastOpened = System.nanoTime();
        return batch;
    }

    private void answer(List<Member> batch, @Nullable Exception failure) {
        for (Member member : batch) {
            // The permit is free when the message is off the queue, so that the bound holds for SQS's count as well.
            try {
                member.answer(failure, false);
            } finally {
                permits.release(member.permits());
            }
        }
    }
}
