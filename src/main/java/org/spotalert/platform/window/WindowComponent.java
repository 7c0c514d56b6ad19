package org.spotalert.platform.window;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
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
        return windows.stream()
                .map(BatchingWindow::waitingForRoom)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** What JMX and the metrics say of all windows. */
    public Figures figures() {
        return new Figures("type=Window", "The windows, which gather notices into batches")
                .number(
                        "InFlight",
                        "spot.window.in.flight",
                        "Notices and checks that wait for their batch or are under way",
                        () -> windows.stream()
                                .mapToInt(BatchingWindow::inFlight)
                                .sum())
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
                return new WindowProducer(
                        this, new BatchingWindow("direct:" + remaining, interval, leading, permits, overflow));
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                throw new UnsupportedOperationException(
                        "nothing is received from a window: its batches go to direct:" + remaining);
            }
        };
    }

    /** Starts and stops its window with the route that sends to it. */
    private final class WindowProducer extends DefaultAsyncProducer {

        private final BatchingWindow window;

        WindowProducer(Endpoint endpoint, BatchingWindow window) {
            super(endpoint);
            this.window = window;
            window.setCamelContext(endpoint.getCamelContext());
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            window.start();
            windows.add(window);
        }

        @Override
        protected void doStop() throws Exception {
            windows.remove(window);
            window.stop();
            super.doStop();
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            return window.process(exchange, callback);
        }
    }
}
