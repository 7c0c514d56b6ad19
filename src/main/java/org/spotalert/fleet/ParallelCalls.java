package org.spotalert.fleet;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.spotalert.platform.aws.AwsFailure;

/** Asks several questions at the same time. A question that fails spoils no other. */
final class ParallelCalls {

    private final Executor executor;

    ParallelCalls(Executor executor) {
        this.executor = executor;
    }

    /**
     * The answers, and for the questions without one the reason.
     *
     * @param values the values of each answered question
     * @param failures the reason of each failed question, for a reader
     */
    record Answers<Q, V>(Map<Q, List<V>> values, Map<Q, String> failures) {

        /** These answers and those to other questions. */
        Answers<Q, V> and(Answers<Q, V> others) {
            Map<Q, List<V>> allValues = new LinkedHashMap<>(values);
            allValues.putAll(others.values());
            Map<Q, String> allFailures = new LinkedHashMap<>(failures);
            allFailures.putAll(others.failures());
            return new Answers<>(allValues, allFailures);
        }

        /** All values of all answered questions. */
        Stream<V> all() {
            return values.values().stream().flatMap(List::stream);
        }

        /** The reasons of all failed questions, each once. */
        List<String> reasons() {
            return failures.values().stream().distinct().toList();
        }
    }

    /** Questions under way. */
    record Pending<Q, V>(Map<Q, CompletableFuture<List<V>>> futures) {

        /** Waits for every question; each is bounded by the time budget of its call. */
        Answers<Q, V> await() {
            Map<Q, List<V>> values = new LinkedHashMap<>();
            Map<Q, String> failures = new LinkedHashMap<>();
            futures.forEach((question, future) -> {
                try {
                    values.put(question, future.join());
                } catch (CompletionException failed) {
                    // Many questions may fail alike; only the resource differs.
                    failures.put(question, AwsFailure.describe(failed).replaceAll(" on resource: \\S+", ""));
                }
            });
            return new Answers<>(values, failures);
        }
    }

    /** Starts asking every question. */
    <Q, V> Pending<Q, V> start(Collection<Q> questions, Function<Q, List<V>> call) {
        Map<Q, CompletableFuture<List<V>>> futures = new LinkedHashMap<>();
        questions.forEach(question -> futures.computeIfAbsent(
                question, asked -> CompletableFuture.supplyAsync(() -> call.apply(asked), executor)));
        return new Pending<>(futures);
    }
}
