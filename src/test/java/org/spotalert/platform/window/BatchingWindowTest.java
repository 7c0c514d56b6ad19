package org.spotalert.platform.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchingWindowTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<List<?>> batches = new CopyOnWriteArrayList<>();
    private final List<Exchange> answered = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:batches").process(exchange -> {
                    List<?> batch = exchange.getMessage().getBody(List.class);
                    batches.add(batch);
                    if (batch.contains("slow")) {
                        firstMayEnd.await();
                    }
                    if (batch.contains("bad")) {
                        throw new IllegalStateException("bad batch");
                    }
                    if (batch.contains("partly bad")) {
                        throw new PartlyBad();
                    }
                });
            }
        });
        context.start();
    }

    private static final class PartlyBad extends Exception implements PartialFailure {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Exception failureOf(Object body) {
            return body.equals("partly bad") ? this : null;
        }
    }

    @AfterEach
    void stop() throws IOException {
        firstMayEnd.countDown();
        context.close();
    }

    private BatchingWindow window(Duration period, int maxInFlight) throws Exception {
        return started(period, true, maxInFlight, null);
    }

    private BatchingWindow started(Duration period, boolean leading, int maxInFlight, @Nullable String overflow)
            throws Exception {
        BatchingWindow window = new BatchingWindow(
                context.getEndpoint("mock:window"), "direct:batches", period, leading, maxInFlight, overflow);
        context.addService(window);
        window.start();
        return window;
    }

    private void add(BatchingWindow window, Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        window.process(exchange, doneSynchronously -> answered.add(exchange));
    }

    @Test
    void firstOneLeavesAtOnceAndTheRestTogether() throws Exception {
        BatchingWindow window = window(Duration.ofSeconds(3), 100);
        add(window, "first");
        await().atMost(Duration.ofMillis(2500)).until(() -> batches.size() == 1);

        IntStream.range(0, 20).forEach(number -> add(window, number));

        await().until(() -> answered.size() == 21);
        assertThat(batches).hasSize(2);
        assertThat(batches.get(1)).hasSize(20);
    }

    @Test
    void failureReachesEveryMemberOfItsBatchAndNoOther() throws Exception {
        BatchingWindow window = window(Duration.ofSeconds(3), 100);
        add(window, "good");
        await().until(() -> answered.size() == 1);

        add(window, "bad");
        add(window, "with it");

        await().until(() -> answered.size() == 3);
        assertThat(answered).extracting(Exchange::isFailed).containsExactly(false, true, true);
    }

    @Test
    void partialFailureReachesOnlyTheMembersItConcerns() throws Exception {
        BatchingWindow window = window(Duration.ofSeconds(3), 100);
        add(window, "first");
        await().until(() -> answered.size() == 1);

        add(window, "partly bad");
        add(window, "good");

        await().until(() -> answered.size() == 3);
        assertThat(answered).extracting(Exchange::isFailed).containsExactly(false, true, false);
    }

    @Test
    void memberThatBringsSeveralThingsIsDoneWhenAllOfThemAre() throws Exception {
        BatchingWindow window = window(Duration.ofSeconds(3), 100);
        add(window, "first");
        await().until(() -> answered.size() == 1);

        add(window, List.of("good", "partly bad"));
        add(window, List.of("good", "better"));

        await().until(() -> answered.size() == 3);
        assertThat(batches.get(1)).isEqualTo(List.of("good", "partly bad", "good", "better"));
        assertThat(answered).extracting(Exchange::isFailed).containsExactly(false, true, false);
    }

    @Test
    void memberTakesAPlaceForEachThingItBringsUpToATenthOfAll() throws Exception {
        BatchingWindow window = window(Duration.ofMillis(10), 30);
        add(window, List.of("slow", "with it"));
        IntStream.range(0, 9).forEach(number -> add(window, List.of("slow", 1, 2, 3, 4)));
        add(window, "slow");
        Thread consumer = new Thread(() -> add(window, "waits"));
        consumer.start();
        await().until(() -> consumer.getState() == Thread.State.WAITING);

        firstMayEnd.countDown();

        await().until(() -> answered.size() == 12);
        consumer.join();
        assertThat(batches.stream().mapToInt(List::size).sum()).isEqualTo(2 + 9 * 5 + 2);
    }

    @Test
    void gatheringWindowKeepsTheFirstOneForThoseThatFollow() throws Exception {
        BatchingWindow window = started(Duration.ofMillis(1200), false, 100, null);
        long start = System.nanoTime();

        IntStream.range(0, 20).forEach(number -> add(window, number));

        await().until(() -> answered.size() == 20);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(1200));
        assertThat(batches).hasSize(1);
        assertThat(batches.get(0)).hasSize(20);
        add(window, "later");
        await().until(() -> answered.size() == 21);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(2400));
    }

    @Test
    void windowThatIsFullOfThoseWhoWaitOpensAtOnce() throws Exception {
        BatchingWindow window = started(Duration.ofSeconds(3), false, 5, null);
        long start = System.nanoTime();

        IntStream.range(0, 6).forEach(number -> add(window, number));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(batches).containsExactly(List.of(0, 1, 2, 3, 4));
        await().until(() -> answered.size() == 6);
    }

    @Test
    void whatFindsNoPlaceGoesElsewhereAndKeepsNoConsumerWaiting() throws Exception {
        List<Object> elsewhere = new CopyOnWriteArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:elsewhere").process(exchange -> {
                    elsewhere.add(exchange.getMessage().getBody());
                    if (elsewhere.size() == 2) {
                        throw new IllegalStateException("nor here");
                    }
                });
            }
        });
        BatchingWindow window = started(Duration.ofMillis(10), true, 1, "direct:elsewhere");
        add(window, "slow");

        add(window, "no room");
        add(window, "nor for this");

        assertThat(elsewhere).containsExactly(List.of("no room"), List.of("nor for this"));
        assertThat(answered).extracting(Exchange::isFailed).containsExactly(false, true);
        firstMayEnd.countDown();
        await().until(() -> answered.size() == 3 && window.inFlight() == 0);
        add(window, "room again");
        await().until(() -> answered.size() == 4);
        assertThat(batches).containsExactly(List.of("slow"), List.of("room again"));
    }

    @Test
    void fullWindowWithAnotherWayOutOpensAtItsTimeOnly() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:elsewhere").process(exchange -> {});
            }
        });
        Duration period = Duration.ofMillis(700);
        BatchingWindow window = started(period, false, 2, "direct:elsewhere");
        long start = System.nanoTime();

        IntStream.range(0, 6).forEach(number -> add(window, number));

        await().until(() -> answered.size() == 6);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(period);
        assertThat(batches).containsExactly(List.of(0, 1));
    }

    @Test
    void slowBatchDoesNotHoldTheNextOneBack() throws Exception {
        BatchingWindow window = window(Duration.ofMillis(50), 100);
        add(window, "slow");
        await().until(() -> batches.size() == 1);

        add(window, "next");

        await().until(() -> answered.size() == 1);
        assertThat(answered.get(0).getMessage().getBody()).isEqualTo("next");
    }

    @Test
    void fullWindowMakesTheConsumerWait() throws Exception {
        BatchingWindow window = window(Duration.ofMillis(10), 1);
        add(window, "slow");
        Thread consumer = new Thread(() -> add(window, "waits"));
        consumer.start();
        await().until(() -> consumer.getState() == Thread.State.WAITING);
        assertThat(batches).hasSize(1);

        firstMayEnd.countDown();

        await().until(() -> answered.size() == 2);
        consumer.join();
    }

    @Test
    void placeIsTakenUntilTheConsumerHasItsAnswer() throws Exception {
        BatchingWindow window = window(Duration.ofMillis(10), 1);
        CountDownLatch deleted = new CountDownLatch(1);
        Exchange first = new DefaultExchange(context);
        first.getMessage().setBody("first");
        window.process(first, doneSynchronously -> {
            answered.add(first);
            try {
                deleted.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        Thread consumer = new Thread(() -> add(window, "waits"));
        consumer.start();
        await().until(() -> answered.size() == 1 && consumer.getState() == Thread.State.WAITING);
        assertThat(batches).hasSize(1);

        deleted.countDown();

        await().until(() -> answered.size() == 2);
        consumer.join();
    }
}
