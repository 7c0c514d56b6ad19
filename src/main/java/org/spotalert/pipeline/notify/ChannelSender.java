package org.spotalert.pipeline.notify;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.failure.RetryAfter;
import org.spotalert.pipeline.notify.SendAttempt.State;

/**
 * Sends a delivery by its channel's route, on a thread of its own, and waits for it within limits: whatever the route does,
 * its batch goes on.
 *
 * <p>A delivery that takes longer than the timeout fails, and its thread is interrupted. Nobody knows then whether the far
 * end has the message: the queue brings it back, and nothing sends it earlier. While the consumer waits for room, a batch
 * leaves its slow channels behind, unless all channels are slow. A send that is left behind goes on under its lease. A channel
 * with a fallback is waited for: its attempts end by themselves, and then the fallback has its turn.
 */
public final class ChannelSender extends AsyncProcessorSupport {

    private static final Duration TICK = Duration.ofMillis(250);
    /** A consumer that waits no longer is not held up. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);
    /** How long a slow channel is waited for while the consumer waits for room; at most half of the timeout. */
    private static final Duration SLOW_TIMEOUT = Duration.ofSeconds(5);
    /** How long after the timeout the lease is held for a route that does not end. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final ProducerTemplate template;
    private final ExecutorService threads;
    private final ScheduledExecutorService ticks;
    private final Duration timeout;
    private final Duration slowTimeout;
    private final int mostLeftBehind;
    private final Duration fallbackAfter;
    private final Clock clock;
    private final Supplier<Duration> waitingForRoom;
    private final DeliverySteps steps;
    private final RoomWatch room;
    private final Set<SendAttempt> attempts = ConcurrentHashMap.newKeySet();
    /** The channels that have taken alerts. */
    private final Set<String> working = ConcurrentHashMap.newKeySet();

    private final AtomicReference<@Nullable Future<?>> ticking = new AtomicReference<>();

    /**
     * Sends by the routes of this context.
     *
     * @param timeout how long a delivery may take as a whole, redeliveries and pauses included
     * @param mostLeftBehind how many alerts may be under way in a channel that no batch waits for
     * @param fallbackAfter how long a channel may try before its fallback is notified
     * @param waitingForRoom how long the consumer of the queue has been waiting for room
     * @param steps learns what becomes of a send that its batch no longer waits for
     */
    public ChannelSender(
            CamelContext context,
            ExecutorService threads,
            Duration timeout,
            int mostLeftBehind,
            Duration fallbackAfter,
            Clock clock,
            Supplier<Duration> waitingForRoom,
            DeliverySteps steps) {
        this.template = context.createProducerTemplate();
        this.threads = threads;
        this.ticks = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "send-timeout");
        this.timeout = timeout;
        this.slowTimeout = Collections.min(List.of(timeout.dividedBy(2), SLOW_TIMEOUT));
        this.mostLeftBehind = mostLeftBehind;
        this.fallbackAfter = fallbackAfter;
        this.clock = clock;
        this.waitingForRoom = waitingForRoom;
        this.steps = steps;
        this.room = new RoomWatch(waitingForRoom, this::slowest);
    }

    @Override
    protected void doStart() {
        ticking.set(ticks.scheduleWithFixedDelay(this::check, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    protected void doStop() {
        Future<?> tick = ticking.getAndSet(null);
        if (tick != null) {
            tick.cancel(false);
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Delivery delivery = exchange.getMessage().getBody(Delivery.class);
        long behind = leftBehind(delivery.channel());
        if (behind >= mostLeftBehind) {
            exchange.setException(UnfinishedSendException.busy(behind));
            callback.done(true);
            return true;
        }
        SendAttempt attempt = new SendAttempt(delivery, new ExchangeSend(delivery, exchange, callback), this::ended);
        attempts.add(attempt);
        try {
            threads.execute(attempt);
            return false;
        } catch (RejectedExecutionException stopping) {
            attempts.remove(attempt);
            exchange.setException(stopping);
            callback.done(true);
            return true;
        }
    }

    private void ended(SendAttempt attempt, State before) {
        attempts.remove(attempt);
        Exception failure = attempt.failure();
        if (failure == null) {
            working.add(attempt.channel());
        }
        if (before == State.TIMED_OUT) {
            steps.notSentLate(attempt.delivery());
        } else if (before == State.LEFT_BEHIND && failure == null) {
            steps.sent(attempt.delivery());
        } else if (before == State.LEFT_BEHIND && failure != null) {
            steps.failed(attempt.delivery(), failure);
        }
    }

    private long leftBehind(String channel) {
        return attempts.stream()
                .filter(attempt -> attempt.channel().equals(channel) && !attempt.isWaitedFor())
                .mapToLong(attempt -> attempt.delivery().alerts().size())
                .sum();
    }

    private void check() {
        room.check();
        boolean noRoom = waitingForRoom.get().compareTo(SHORT_WAIT) >= 0;
        for (SendAttempt attempt : attempts) {
            Duration taken = attempt.taken();
            if (taken.compareTo(timeout) >= 0) {
                if (attempt.timeOut(timeout)) {
                    steps.failed(attempt.delivery(), UnfinishedSendException.timedOut(timeout));
                }
                if (taken.compareTo(timeout.plus(GRACE)) >= 0 && attempt.giveUp()) {
                    steps.notSentLate(attempt.delivery());
                }
            } else if (noRoom
                    && attempt.delivery().fallback() == null
                    && isSlow(attempt)
                    && others(attempt).anyMatch(this::isQuick)) {
                attempt.leaveBehind();
            }
        }
    }

    private boolean isSlow(SendAttempt attempt) {
        return attempt.isWaitedFor() && attempt.taken().compareTo(slowTimeout) >= 0;
    }

    private Stream<String> others(SendAttempt attempt) {
        return working.stream().filter(channel -> !channel.equals(attempt.channel()));
    }

    private boolean isQuick(String channel) {
        return attempts.stream().noneMatch(attempt -> attempt.channel().equals(channel) && isSlow(attempt));
    }

    /** Says when there is no room because of slow channels. */
    public RoomWatch room() {
        return room;
    }

    /** The channels that take their time, the slowest first, for a reader: {@code email for 12 s}. */
    private String slowest() {
        Map<String, Long> seconds = attempts.stream()
                .collect(Collectors.toMap(
                        SendAttempt::channel, attempt -> attempt.taken().toSeconds(), Math::max));
        Stream<Map.Entry<String, Long>> slow = seconds.entrySet().stream()
                .filter(channel -> channel.getValue() > 0)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()));
        return slow.map(channel -> channel.getKey() + " for " + channel.getValue() + " s")
                .collect(Collectors.joining(", "));
    }

    /** Sends a copy of an exchange, which waits. */
    private final class ExchangeSend implements SendAttempt.Send {

        private final String endpoint;
        private final Exchange waiting;
        private final Exchange sending;
        private final AsyncCallback callback;

        ExchangeSend(Delivery delivery, Exchange waiting, AsyncCallback callback) {
            this.endpoint = delivery.endpoint();
            this.waiting = waiting;
            this.sending = ExchangeHelper.createCorrelatedCopy(waiting, false);
            // A channel gets the alerts and nothing else, whatever its own file says.
            sending.setMessage(new DefaultMessage(sending));
            sending.getMessage().setBody(delivery.alerts());
            if (delivery.fallback() != null) {
                // From then on the channel's attempts end: see the error configurations of the channels.
                sending.setVariable(
                        RetryAfter.FALLBACK_DEADLINE, clock.instant().plus(fallbackAfter));
            }
            this.callback = callback;
        }

        @Override
        public void run() {
            try {
                template.send(endpoint, sending);
            } catch (RuntimeException stopping) {
                sending.setException(stopping);
            }
        }

        @Override
        public void interrupt() {
            // Neither the next step nor a redelivery follows the one that is under way.
            sending.getExchangeExtension().setInterrupted(true);
        }

        @Override
        public @Nullable Exception failure() {
            return sending.getException() == null
                            && sending.getExchangeExtension().isInterrupted()
                    ? new InterruptedException("the send was interrupted")
                    : sending.getException();
        }

        @Override
        public void finish() {
            // The delivery stays the body.
            waiting.setException(sending.getException());
            callback.done(false);
        }

        @Override
        public void goOn(UnfinishedSendException reason) {
            waiting.setException(reason);
            try {
                threads.execute(() -> callback.done(false));
            } catch (RejectedExecutionException stopping) {
                // Unanswered, the messages come back.
            }
        }
    }
}
