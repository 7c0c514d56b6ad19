package org.spotalert.platform.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private final List<List<Integer>> sent = new CopyOnWriteArrayList<>();

    private Batches<Integer> batches(Duration delay) {
        return new Batches<>("batches", 1, delay, sent::add);
    }

    @Test
    void batchWaitsUntilItIsFull() {
        try (Batches<Integer> batches = batches(Duration.ofMinutes(10))) {
            batches.add(0);
            IntStream.range(1, 10).forEach(batches::add);

            await().until(() -> sent.size() == 1);
            assertThat(sent.get(0)).hasSize(10);
        }
    }

    @Test
    void batchThatDoesNotFillLeavesWhenItsTimeEnds() {
        try (Batches<Integer> batches = batches(Duration.ofSeconds(1))) {
            batches.add(0);
            batches.add(1);

            await().until(() -> sent.size() == 1);
            assertThat(sent.get(0)).containsExactly(0, 1);
        }
    }

    @Test
    void batchWithoutTimeoutLeavesAtOnce() {
        try (Batches<Integer> batches = batches(Duration.ZERO)) {
            batches.add(0);

            await().until(() -> sent.size() == 1);
        }
    }
}
