package org.spotalert.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Events at an even rate, whatever the receiver does: a slow one gets no easier load.
 *
 * @param queue where they go
 * @param perSecond how many a second
 * @param seconds for how long
 */
record EvenLoad(EventQueue queue, int perSecond, int seconds) {

    /**
     * Sends all events.
     *
     * @param instanceIds the instance of each event, by the event's number
     * @return when each instance's event was sent, by {@link System#nanoTime}
     */
    Map<String, Long> send(IntFunction<String> instanceIds) throws InterruptedException {
        Map<String, Long> sent = new ConcurrentHashMap<>();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        ExecutorService senders = Executors.newCachedThreadPool();
        AtomicInteger next = new AtomicInteger();
        int all = perSecond * seconds;
        var ticks = clock.scheduleAtFixedRate(
                () -> {
                    int event = next.getAndIncrement();
                    if (event < all) {
                        senders.execute(() -> send(instanceIds.apply(event), sent));
                    }
                },
                0,
                TimeUnit.SECONDS.toNanos(1) / perSecond,
                TimeUnit.NANOSECONDS);
        Stage.await("the last event", Duration.ofSeconds(2L * seconds + 10), () -> next.get() >= all);
        ticks.cancel(false);
        clock.shutdown();
        senders.shutdown();
        if (!senders.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the queue does not take " + perSecond + " events a second");
        }
        return sent;
    }

    private void send(String instanceId, Map<String, Long> sent) {
        sent.put(instanceId, System.nanoTime());
        queue.send(instanceId);
    }
}
