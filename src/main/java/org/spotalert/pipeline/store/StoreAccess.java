package org.spotalert.pipeline.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of the running program, which may be away at any time. It opens beside everything else: a store that cannot be
 * reached holds up neither the start nor an alert.
 */
public final class StoreAccess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreAccess.class);
    private static final String NOT_OPEN = "it is not open yet";

    private final Store store;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final AtomicBoolean lost = new AtomicBoolean();
    private final Duration timeout;
    /** When the first alerts stop waiting, by System.nanoTime; 0 until the first alert has come. */
    private final AtomicLong timeoutEnds = new AtomicLong();

    private final AtomicReference<@Nullable String> problem = new AtomicReference<>(NOT_OPEN);

    /**
     * Connects to nothing yet.
     *
     * @param timeout how long the first alerts wait for the store to open: without it they might be repeated
     */
    public StoreAccess(Store store, Duration timeout) {
        this.store = store;
        this.timeout = timeout;
    }

    /** The store is not asked, since it is not open or does not answer. */
    private static final class AwayException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        AwayException(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }

    /** Whether this failure of {@link #ask} or {@link #query} has another reason than that the store does not answer. */
    public boolean refused(RuntimeException failure) {
        return !(failure instanceof AwayException) && !store.unanswered(failure);
    }

    /** Opens the store, once; to be called again when it fails. */
    public void open() {
        if (isOpen()) {
            return;
        }
        try {
            store.open();
            opened.countDown();
            works();
        } catch (RuntimeException unreachable) {
            fails(unreachable);
        }
    }

    /** Whether the store was opened; it may have failed since. */
    public boolean isOpen() {
        return opened.getCount() == 0;
    }

    /**
     * Asks the store a question that alerts wait for. While it does not answer, nobody waits for it: an alert that asks several
     * questions waits once.
     *
     * @throws RuntimeException when the store fails, is not open or was lost
     */
    public <T> T ask(Function<Store, T> question) {
        awaitOpen();
        try {
            return question.apply(store);
        } catch (RuntimeException failure) {
            if (store.unanswered(failure)) {
                isLost(failure);
            } else {
                fails(failure);
            }
            throw failure;
        }
    }

    /**
     * Asks the store a question that no alert waits for: whether it answers, and how late, changes nothing for alerts.
     *
     * @throws RuntimeException when the store fails or is not open
     */
    public <T> T query(Function<Store, T> question) {
        if (!isOpen()) {
            throw new AwayException(NOT_OPEN, null);
        }
        return question.apply(store);
    }

    /**
     * Uses the store when it is open, and notes whether it answers. Alerts do not wait for this.
     *
     * @return whether it has answered
     */
    public boolean use(Consumer<Store> work) {
        if (!isOpen()) {
            return false;
        }
        try {
            work.accept(store);
            works();
            return true;
        } catch (RuntimeException failure) {
            isLost(failure);
            return false;
        }
    }

    private void awaitOpen() {
        if (lost.get()) {
            throw new AwayException("it does not answer", null);
        }
        try {
            long now = System.nanoTime();
            timeoutEnds.compareAndSet(0, now + timeout.toNanos());
            if (!opened.await(timeoutEnds.get() - now, TimeUnit.NANOSECONDS)) {
                throw new AwayException(NOT_OPEN, null);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AwayException(NOT_OPEN, stopped);
        }
    }

    /** Notes that the store has answered, and says so when that is news. */
    private void works() {
        lost.set(false);
        if (problem.getAndSet(null) != null) {
            LOG.atInfo()
                    .addKeyValue("store", store.place())
                    .log(store.ofOneProcess() ? "deliveries are kept, for one replica only" : "deliveries are kept");
        }
    }

    private void isLost(RuntimeException failure) {
        lost.set(true);
        store.reconnect();
        fails(failure);
    }

    private void fails(RuntimeException failure) {
        String reason = store.reason(failure);
        String before = problem.getAndSet(reason);
        if (before == null || before.equals(NOT_OPEN)) {
            LOG.atWarn()
                    .addKeyValue("store", store.place())
                    .addKeyValue("reason", reason)
                    .log("deliveries cannot be kept; alerts are sent all the same, and may be repeated");
        }
    }

    /** Forgets what is older than its retention. */
    public void forget() {
        use(any -> {
            int forgotten = any.forget();
            if (forgotten > 0) {
                LOG.atInfo().addKeyValue("rows", forgotten).log("old deliveries and incidents are forgotten");
            }
        });
    }

    /** What health says of the store; nothing when it works. */
    public Optional<String> warning() {
        return Optional.ofNullable(problem.get()).map("the store fails, alerts may be repeated: "::concat);
    }

    /** Says why the store fails, in one line. */
    public String reason(RuntimeException failure) {
        return store.reason(failure);
    }

    @Override
    public void close() {
        store.close();
    }
}
