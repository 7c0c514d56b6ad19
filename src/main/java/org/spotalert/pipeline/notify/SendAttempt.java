package org.spotalert.pipeline.notify;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
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

    /** What is sent, and where the batch waits. */
    interface Send {

        /** Sends; returns when the channel is done. */
        void run();

        /** Asks for no further step. */
        void interrupt();

        /** Why the channel has not taken the alerts, null when it has; known when the send has ended. */
        @Nullable Exception failure();

        /** Lets the batch go on, with the result of the send. */
        void finish();

        /** Lets the batch go on without the send. */
        void goOn(UnfinishedSendException reason);
    }

    private final Delivery delivery;
    private final Send send;
    private final BiConsumer<SendAttempt, State> ended;
    private final long began = System.nanoTime();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITED_FOR);
    private final AtomicReference<@Nullable Thread> sender = new AtomicReference<>();

    /**
     * Nothing is sent before this runs.
     *
     * @param ended learns that the send has ended, and how it stood before
     */
    SendAttempt(Delivery delivery, Send send, BiConsumer<SendAttempt, State> ended) {
        this.delivery = delivery;
        this.send = send;
        this.ended = ended;
    }

    @Override
    public void run() {
        sender.set(Thread.currentThread());
        send.run();
        State before = end();
        ended.accept(this, before);
        if (before == State.WAITED_FOR) {
            send.finish();
        }
    }

    /** From here on no interrupt reaches the thread, which goes on with the store: H2 would close its file. */
    private synchronized State end() {
        sender.set(null);
        Thread.interrupted();
        return state.getAndSet(State.ENDED);
    }

    /**
     * Lets the batch go on as failed, and asks the send to end.
     *
     * @return whether the batch has gone on before, so that nobody says yet that the send failed
     */
    synchronized boolean timeOut(Duration timeout) {
        State before = state.get();
        Thread running = sender.get();
        if (running == null || (before != State.WAITED_FOR && before != State.LEFT_BEHIND)) {
            return false;
        }
        state.set(State.TIMED_OUT);
        send.interrupt();
        running.interrupt();
        if (before == State.WAITED_FOR) {
            send.goOn(UnfinishedSendException.timedOut(timeout));
        }
        return before == State.LEFT_BEHIND;
    }

    /** Lets the batch go on, and the send as well. */
    synchronized void leaveBehind() {
        if (state.compareAndSet(State.WAITED_FOR, State.LEFT_BEHIND)) {
            send.goOn(UnfinishedSendException.stillSending());
        }
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

    @Nullable Exception failure() {
        return send.failure();
    }

    boolean isWaitedFor() {
        return state.get() == State.WAITED_FOR;
    }

    Duration taken() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
