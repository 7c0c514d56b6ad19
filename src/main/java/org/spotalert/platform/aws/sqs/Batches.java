package org.spotalert.platform.aws.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.spotalert.platform.aws.LookupClients;

/**
 * Hands things on ten at a time, which is the most that a batch of SQS takes. What comes while a batch is under way makes the
 * next one; how long a smaller batch waits for more is up to its maker.
 */
final class Batches<T> implements AutoCloseable {

    private static final int AT_ONCE = 10;
    private static final int WAITING = 100;
    private static final int CLOSING_SECONDS = 3;

    private final BlockingQueue<T> waiting = new LinkedBlockingQueue<>(WAITING);
    private final ExecutorService threads;
    private final long delay;
    private final Consumer<List<T>> send;

    /**
     * Sends on threads of its own.
     *
     * @param delay how long a batch waits until it is full
     * @param send takes a batch; does not throw
     */
    Batches(String name, int threads, Duration delay, Consumer<List<T>> send) {
        this.delay = delay.toNanos();
        this.threads = Executors.newFixedThreadPool(threads, LookupClients.daemons(name));
        this.send = send;
    }

    /** Adds one more; waits when there is no room. What comes after the end is left out. */
    void add(T one) {
        try {
            waiting.put(one);
            threads.execute(this::sendSome);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RejectedExecutionException closed) {
            waiting.remove(one);
        }
    }

    private void sendSome() {
        List<T> batch = new ArrayList<>();
        waiting.drainTo(batch, AT_ONCE);
        if (!batch.isEmpty()) {
            awaitMore(batch);
            send.accept(batch);
        }
    }

    private void awaitMore(List<T> batch) {
        long end = System.nanoTime() + delay;
        try {
            while (batch.size() < AT_ONCE) {
                T next = waiting.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    return;
                }
                batch.add(next);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits a few seconds for what was added. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
