package org.spotalert.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;

/** Who reads the tasks of a whole cluster, and who takes what another has read. */
class SharedTaskListsTest {

    private static final AccountRegion HERE = new AccountRegion("111122223333", "eu-west-1");
    private static final AccountRegion ELSEWHERE = new AccountRegion("111122223333", "us-east-1");
    private static final Cluster BLUE = new Cluster("blue");

    private final AtomicLong nanos = new AtomicLong();
    private final SharedTaskLists lists = new SharedTaskLists(nanos::get);
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void whatWasReadAMomentAgoIsShared() {
        assertThat(lists.of(HERE, BLUE, this::read)).containsExactly("task-1");
        assertThat(lists.of(HERE, BLUE, this::read)).containsExactly("task-1");
    }

    @Test
    void aSecondLaterTheClusterIsReadAgain() {
        lists.of(HERE, BLUE, this::read);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(lists.of(HERE, BLUE, this::read)).containsExactly("task-2");
    }

    @Test
    void aClusterOfTheSameNameElsewhereIsAnother() {
        lists.of(HERE, BLUE, this::read);

        assertThat(lists.of(ELSEWHERE, BLUE, this::read)).containsExactly("task-2");
        assertThat(lists.of(HERE, new Cluster("green"), this::read)).containsExactly("task-3");
    }

    @Test
    void whatIsJustBeingReadIsWaitedFor() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        CompletableFuture<List<String>> first = CompletableFuture.supplyAsync(() -> lists.of(HERE, BLUE, () -> {
            begun.countDown();
            awaitQuietly(finish);
            return read();
        }));
        begun.await();
        AtomicReference<List<String>> second = new AtomicReference<>();
        Thread other = new Thread(() -> second.set(lists.of(HERE, BLUE, this::read)));
        other.start();
        await().until(() -> other.getState() == Thread.State.WAITING);

        finish.countDown();
        other.join();

        assertThat(second.get()).isEqualTo(first.join()).containsExactly("task-1");
    }

    @Test
    void aFailureIsTheReadersOwn() {
        assertThatThrownBy(() -> lists.of(HERE, BLUE, () -> {
                    throw new IllegalStateException("throttled");
                }))
                .hasMessage("throttled");

        assertThat(lists.of(HERE, BLUE, this::read)).containsExactly("task-1");
    }

    @Test
    void whoWaitedForAFailureReadsByItself() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        CompletableFuture<List<String>> first = CompletableFuture.supplyAsync(() -> lists.of(HERE, BLUE, () -> {
            begun.countDown();
            awaitQuietly(finish);
            throw new IllegalStateException("the deadline has passed");
        }));
        begun.await();
        AtomicReference<List<String>> second = new AtomicReference<>();
        Thread other = new Thread(() -> second.set(lists.of(HERE, BLUE, this::read)));
        other.start();
        await().until(() -> other.getState() == Thread.State.WAITING);

        finish.countDown();
        other.join();

        await().until(first::isCompletedExceptionally);
        assertThat(second.get()).containsExactly("task-1");
    }

    private List<String> read() {
        return List.of("task-" + reads.incrementAndGet());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
