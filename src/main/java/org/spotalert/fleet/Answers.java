package org.spotalert.fleet;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.spotalert.platform.aws.AwsFailure;

/**
 * The answers to questions that were asked at the same time. A question that fails spoils no other.
 *
 * @param failures the reason of each failed question, for a reader
 */
record Answers<Q, V>(Map<Q, V> values, Map<Q, String> failures) {

    /** Starts asking every question. What is returned waits for all of them; each is bounded by the deadline of its call. */
    static <Q, V> Supplier<Answers<Q, V>> ask(Executor executor, Collection<Q> questions, Function<Q, V> call) {
        Map<Q, CompletableFuture<V>> futures = new LinkedHashMap<>();
        questions.forEach(question -> futures.computeIfAbsent(
                question, asked -> CompletableFuture.supplyAsync(() -> call.apply(asked), executor)));
        return () -> await(futures);
    }

    private static <Q, V> Answers<Q, V> await(Map<Q, CompletableFuture<V>> futures) {
        Answers<Q, V> answers = new Answers<>(new LinkedHashMap<>(), new LinkedHashMap<>());
        futures.forEach((question, future) -> {
            try {
                answers.values.put(question, future.join());
            } catch (CompletionException failed) {
                // Many questions may fail alike; only the resource differs.
                answers.failures.put(question, AwsFailure.describe(failed).replaceAll(" on resource: \\S+", ""));
            }
        });
        return answers;
    }

    /** The reasons of all failed questions, each once. */
    List<String> reasons() {
        return failures.values().stream().distinct().toList();
    }
}
