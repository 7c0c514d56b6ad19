package org.spotalert.pipeline.store.dynamodb;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.utils.ThreadFactoryBuilder;

/** Makes one call for each of many subjects, some at the same time. */
final class ParallelCalls implements AutoCloseable {

    private static final int AT_ONCE = 8;
    /** One call takes five seconds at most; this is for hundreds. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_ONCE,
            new ThreadFactoryBuilder()
                    .threadNamePrefix("store")
                    .daemonThreads(true)
                    .build());

    /** Returns the answer about each subject. The first failure ends all. */
    <K, V> Map<K, V> each(Collection<K> subjects, Function<K, V> call) {
        List<K> distinct = subjects.stream().distinct().toList();
        if (distinct.size() == 1) {
            return Map.of(distinct.get(0), call.apply(distinct.get(0)));
        }
        CompletionService<Map.Entry<K, V>> calls = new ExecutorCompletionService<>(threads);
        List<Future<Map.Entry<K, V>>> begun = distinct.stream()
                .map(subject -> calls.submit(() -> Map.entry(subject, call.apply(subject))))
                .toList();
        try {
            return answers(calls, begun.size());
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } finally {
            begun.forEach(one -> one.cancel(true));
        }
    }

    private static <K, V> Map<K, V> answers(CompletionService<Map.Entry<K, V>> calls, int count)
            throws ExecutionException, InterruptedException {
        Map<K, V> answers = new HashMap<>();
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (answers.size() < count) {
            Future<Map.Entry<K, V>> next = calls.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw ApiCallTimeoutException.create(TIMEOUT.toMillis());
            }
            answers.put(next.get().getKey(), next.get().getValue());
        }
        return answers;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
