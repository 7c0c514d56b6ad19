package org.spotalert.platform.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WindowComponentTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final WindowComponent windows = new WindowComponent();
    private final List<Object> batches = new CopyOnWriteArrayList<>();
    private final List<Object> overflow = new CopyOnWriteArrayList<>();
    private final CountDownLatch batchesMayEnd = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        context.addComponent("window", windows);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:leading").to("window:batches?interval=50ms&leading=true&permits=1");
                from("direct:overflowing").to("window:batches?interval=1h&permits=1&overflow=direct:overflow");
                from("direct:batches").process(exchange -> {
                    batches.add(exchange.getMessage().getBody());
                    batchesMayEnd.await();
                });
                from("direct:overflow")
                        .process(exchange -> overflow.add(exchange.getMessage().getBody()));
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        // A member of a window that never opens is not waited for.
        context.getShutdownStrategy().setTimeout(1);
        batchesMayEnd.countDown();
        context.stop();
    }

    private CompletableFuture<Object> send(String route, String body) {
        return context.createProducerTemplate().asyncSendBody("direct:" + route, body);
    }

    @Test
    void batchGoesToTheRouteOfTheWindowsName() {
        CompletableFuture<Object> sent = send("leading", "first");

        await().until(() -> batches.equals(List.of(List.of("first"))));
        assertThat(sent).isNotDone();
        batchesMayEnd.countDown();
        await().until(sent::isDone);
    }

    @Test
    void senderWithoutAPermitIsSaidToWait() {
        var unusedFirst = send("leading", "first");
        await().until(() -> !batches.isEmpty());
        assertThat(windows.waitingForRoom()).isZero();

        var unusedSecond = send("leading", "second");

        await().until(() -> !windows.waitingForRoom().isZero());
        batchesMayEnd.countDown();
        await().until(() -> batches.size() == 2);
        assertThat(windows.waitingForRoom()).isZero();
    }

    @Test
    void whatGetsNoPermitOverflows() {
        var unusedFirst = send("overflowing", "first");

        var unusedSecond = send("overflowing", "second");

        await().until(() -> overflow.size() == 1);
        assertThat(batches).isEmpty();
    }

    @Test
    void nothingIsReceivedFromAWindow() {
        assertThat(catchThrowable(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("window:batches?interval=1s&permits=1").to("direct:batches");
                    }
                })))
                .hasRootCauseMessage("nothing is received from a window: its batches go to direct:batches");
    }
}
