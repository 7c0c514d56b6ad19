package org.spotalert.pipeline.notify;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One send, and the batch that waits for it. The first of both to be done with the other decides what becomes of it. */
final class SendAttempt implements Runnable {

    /** How it stands between the send and the batch. */
    enum State {
        /** The batch waits for the send. */
        WAITED_FOR,
        /** The batch has gone on, and the send may still succeed. */
        LEFT_BEHIND,
        /** The send is asked to end: it does not count any more. */
        TIMED_OUT,
        /** The send does not end, and its lease is not held any longer. */
        GIVEN_UP,
        /** The send has ended. */
        ENDED
    }

    private final ChannelSender sender;
    private final Delivery delivery;
    private final Exchange waiting;
    private final Exchange sending;
    private final AsyncCallback callback;
    private final long began = System.nanoTime();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITED_FOR);
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

    /**
     * Nothing is sent before this runs.
     *
     * @param waiting the exchange of the batch, which waits
     * @param sending the exchange that is sent
     * @param callback lets the batch go on
     */
    SendAttempt(ChannelSender sender, Delivery delivery, Exchange waiting, Exchange sending, AsyncCallback callback) {
        this.sender = sender;
        this.delivery = delivery;
        this.waiting = waiting;
        this.sending = sending;
        this.callback = callback;
    }

    @Override
    public void run() {
        thread.set(Thread.currentThread());
        sender.send(delivery, sending);
        State before = end();
        sender.ended(this, before);
        if (before == State.WAITED_FOR) {
            // The delivery stays the body.
            waiting.setException(sending.getException());
            callback.done(false);
        }
    }

    /** From here on no interrupt reaches the thread, which goes on with the store: H2 would close its file. */
    private synchronized State end() {
        thread.set(null);
        Thread.interrupted();
        return state.getAndSet(State.ENDED);
    }

    /** Lets the batch go on as failed, and asks the send to end. */
    synchronized void timeOut(Duration timeout) {
        State before = state.get();
        Thread running = thread.get();
        if (running == null || (before != State.WAITED_FOR && before != State.LEFT_BEHIND)) {
            return;
        }
        state.set(State.TIMED_OUT);
        // Neither the next step nor a redelivery follows the one that is under way.
        sending.getExchangeExtension().setInterrupted(true);
        running.interrupt();
        if (before == State.WAITED_FOR) {
            goOn(UnfinishedSendException.timedOut(timeout));
        }
    }

    /** Lets the batch go on, and the send as well. */
    synchronized void leaveBehind() {
        if (state.compareAndSet(State.WAITED_FOR, State.LEFT_BEHIND)) {
            goOn(UnfinishedSendException.stillSending());
        }
    }

    private void goOn(UnfinishedSendException reason) {
        waiting.setException(reason);
        sender.goOn(callback);
    }

    /** Whether nobody is to hold a lease for this send any longer; true once. */
    boolean giveUp() {
        return state.compareAndSet(State.TIMED_OUT, State.GIVEN_UP);
    }

    Delivery delivery() {
        return delivery;
    }

    String channel() {
        return delivery.channel();
    }

    /** Whether the channel has taken the alerts; known when the send has ended. */
    boolean succeeded() {
        return sending.getException() == null && !sending.getExchangeExtension().isInterrupted();
    }

    boolean isWaitedFor() {
        return state.get() == State.WAITED_FOR;
    }

    Duration taken() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
