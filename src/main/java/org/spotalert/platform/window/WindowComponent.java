package org.spotalert.platform.window;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.TimeUtils;
import org.spotalert.platform.management.Figures;

/**
 * The component {@code window}: {@code window:NAME} gathers messages into batches for {@code direct:NAME}.
 *
 * <p>Options: {@code interval} is the shortest time between two batches; with {@code leading} the first message leaves at once;
 * {@code permits} bounds what is under way; {@code overflow} is the endpoint for what gets no permit, without which the sender
 * waits.
 */
public final class WindowComponent extends DefaultComponent {

    private final Set<BatchingWindow> windows = ConcurrentHashMap.newKeySet();

    /** How long a sender has been waiting for a permit of some window; zero when none waits. */
    public Duration waitingForRoom() {
        return running()
                .map(BatchingWindow::waitingForRoom)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private Stream<BatchingWindow> running() {
        return windows.stream().filter(BatchingWindow::isStarted);
    }

    public Figures figures() {
        return new Figures("type=Window", "The windows, which gather notices into batches")
                .number(
                        "InFlight",
                        "spot.window.in.flight",
                        "Notices and checks that wait for their batch or are under way",
                        () -> running().mapToInt(BatchingWindow::inFlight).sum())
                .number(
                        "WaitingForRoom",
                        "spot.window.waiting.seconds",
                        "Seconds that the reader of the queue has been waiting for room; 0 when it does not",
                        () -> waitingForRoom().toMillis() / 1000.0);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Duration interval = Duration.ofMillis(
                TimeUtils.toMilliSeconds(getAndRemoveParameter(parameters, "interval", String.class)));
        boolean leading = getAndRemoveParameter(parameters, "leading", boolean.class, false);
        int permits = getAndRemoveParameter(parameters, "permits", int.class);
        String overflow = getAndRemoveParameter(parameters, "overflow", String.class);
        return new DefaultEndpoint(uri, this) {

            @Override
            public Producer createProducer() {
                BatchingWindow window =
                        new BatchingWindow(this, "direct:" + remaining, interval, leading, permits, overflow);
                windows.add(window);
                return window;
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                throw new UnsupportedOperationException(
                        "nothing is received from a window: its batches go to direct:" + remaining);
            }
        };
    }
}
