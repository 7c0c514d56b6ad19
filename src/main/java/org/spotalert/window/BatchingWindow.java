package org.spotalert.window;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers exchanges into batches: the first one leaves at once, or waits for others, and then at most one batch leaves a
 * period. The batch is an
 * exchange of its own whose body is the list of the members' bodies; a member whose body is a list brings all that is in it.
 *
 * <p>Each member's callback is kept until its batch is done, and gets the batch's failure, or its own part of a
 * {@link PartialFailure}. So the consumer's own
 * acknowledgement and visibility extension stay in charge, which the Aggregate EIP would take over on entry. How much is
 * under way is bounded: a consumer that brings more waits. A member takes a place for each thing it brings, up to a tenth of
 * all places: what waits for many would hold up the members behind it.
 */
public final class BatchingWindow extends AsyncProcessorSupport implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(BatchingWindow.class);

    private final String target;
    private final long periodNanos;
    private final boolean firstAtOnce;
    private final int mostOfOne;
    private final Semaphore places;
    private final List<Member> waiting = new ArrayList<>();
    private CamelContext camelContext;
    private ScheduledExecutorService scheduler;
    private ExecutorService batches;
    private AsyncProducer producer;
    private @Nullable Future<?> opening;
    private long lastOpened;

    private record Member(Exchange exchange, AsyncCallback callback, List<?> bodies, int places) {}

    /** A window whose first exchange leaves at once; the parameters are those of {@link #waiting}. */
    public static BatchingWindow eager(String target, Duration period, int maxInFlight) {
        return new BatchingWindow(target, period, maxInFlight, true);
    }

    /**
     * A window whose first exchange waits a period for others.
     *
     * @param target the endpoint that takes the batches
     * @param period the shortest time between two batches
     * @param maxInFlight how many bodies may wait or be under way
     */
    public static BatchingWindow waiting(String target, Duration period, int maxInFlight) {
        return new BatchingWindow(target, period, maxInFlight, false);
    }

    @SuppressWarnings("NullAway.Init") // Camel sets the context, and doStart the rest, before the first exchange.
    private BatchingWindow(String target, Duration period, int maxInFlight, boolean firstAtOnce) {
        this.target = target;
        this.firstAtOnce = firstAtOnce;
        this.periodNanos = period.toNanos();
        this.mostOfOne = Math.max(1, maxInFlight / 10);
        this.places = new Semaphore(maxInFlight);
        this.lastOpened = System.nanoTime() - periodNanos;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    protected void doStart() throws Exception {
        scheduler = camelContext.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "window");
        batches = camelContext.getExecutorServiceManager().newCachedThreadPool(this, "batch");
        Endpoint endpoint = camelContext.getEndpoint(target);
        producer = endpoint.createAsyncProducer();
        producer.start();
    }

    @Override
    protected void doStop() {
        // Members that still wait are not answered: unacknowledged, their messages come back.
        producer.stop();
        camelContext.getExecutorServiceManager().shutdownNow(scheduler);
        camelContext.getExecutorServiceManager().shutdownNow(batches);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Object body = exchange.getMessage().getBody();
        List<?> bodies = body instanceof List<?> several ? several : List.of(body);
        Member member = new Member(exchange, callback, bodies, Math.min(bodies.size(), mostOfOne));
        try {
            places.acquire(member.places());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            exchange.setException(stopped);
            callback.done(true);
            return true;
        }
        try {
            add(member);
            return false;
        } catch (RejectedExecutionException stopped) {
            places.release(member.places());
            exchange.setException(stopped);
            callback.done(true);
            return true;
        }
    }

    private synchronized void add(Member member) {
        if (opening == null) {
            long sinceLast = firstAtOnce ? System.nanoTime() - lastOpened : 0;
            opening = scheduler.schedule(this::open, Math.max(0, periodNanos - sinceLast), TimeUnit.NANOSECONDS);
        }
        waiting.add(member);
    }

    private void open() {
        List<Member> batch = take();
        Exchange exchange = new DefaultExchange(camelContext);
        exchange.getMessage()
                .setBody(batch.stream()
                        .flatMap(member -> member.bodies().stream())
                        .toList());
        // A thread of its own: a slow batch must not hold back the next one.
        try {
            batches.execute(
                    () -> producer.process(exchange, doneSynchronously -> answer(batch, exchange.getException())));
        } catch (RejectedExecutionException stopped) {
            answer(batch, stopped);
        }
    }

    private synchronized List<Member> take() {
        List<Member> batch = List.copyOf(waiting);
        waiting.clear();
        opening = null;
        lastOpened = System.nanoTime();
        return batch;
    }

    private void answer(List<Member> batch, @Nullable Exception failure) {
        for (Member member : batch) {
            Exception its = failure instanceof PartialFailure partial ? failure(member, partial) : failure;
            if (its != null) {
                member.exchange().setException(its);
            }
            // The place is free when the message is off the queue, so that the bound holds for SQS's count as well.
            try {
                member.callback().done(false);
            } catch (RuntimeException failed) {
                LOG.atError().setCause(failed).log("message not answered; it comes back");
            } finally {
                places.release(member.places());
            }
        }
    }

    /** A member that brings several things fails with the first of them that has failed. */
    private static @Nullable Exception failure(Member member, PartialFailure partial) {
        for (Object body : member.bodies()) {
            Exception failure = partial.failureOf(body);
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }
}
