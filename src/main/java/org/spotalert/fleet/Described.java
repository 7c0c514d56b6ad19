package org.spotalert.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Failure;

/**
 * ECS's answer about some things. It comes with HTTP 200 though ECS describes only some of them, or none.
 *
 * @param found what ECS describes
 * @param left why ECS does not describe others, in its own words, by what was asked
 * @param failed why calls have failed, for a reader, by what they asked about
 */
record Described<T>(List<T> found, Map<String, String> left, Map<String, String> failed) {

    /** ECS's reason for what it does not know; see "API failure reasons" in the ECS guide. */
    private static final String MISSING = "MISSING";

    /**
     * The answer of one call.
     *
     * @param asked ARNs or names
     * @param name the ARN or name of something that was found
     */
    static <S, T> Described<T> of(
            Collection<String> asked,
            List<S> found,
            Function<S, @Nullable String> name,
            Function<S, T> mapping,
            List<Failure> failures) {
        Set<String> known = found.stream()
                .map(name)
                .filter(Objects::nonNull)
                .map(Described::id)
                .collect(Collectors.toSet());
        Map<String, String> failed = failures.stream()
                .filter(failure -> failure.arn() != null)
                .collect(Collectors.toMap(failure -> id(failure.arn()), Described::words, (one, other) -> one));
        String otherwise = failures.stream()
                .filter(failure -> failure.arn() == null)
                .map(Described::words)
                .findFirst()
                .orElse("ECS's answer leaves it out");
        Map<String, String> left = new LinkedHashMap<>();
        for (String each : asked) {
            if (failed.containsKey(id(each)) || !known.contains(id(each))) {
                left.put(each, failed.getOrDefault(id(each), otherwise));
            }
        }
        return new Described<>(found.stream().map(mapping).toList(), left, Map.of());
    }

    /** The answers of several calls, as one. */
    static <T> Described<T> of(Answers<List<String>, Described<T>> answers) {
        Described<T> all = new Described<>(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        answers.values().values().forEach(each -> {
            all.found.addAll(each.found);
            all.left.putAll(each.left);
        });
        answers.failures().forEach((asked, reason) -> asked.forEach(each -> all.failed.put(each, reason)));
        return all;
    }

    /** ARNs of one thing differ: older ones do not name the cluster. */
    private static String id(String arnOrName) {
        return arnOrName.substring(arnOrName.lastIndexOf('/') + 1);
    }

    private static String words(Failure failure) {
        String reason = failure.reason() == null ? "no reason given" : failure.reason();
        return failure.detail() == null || failure.detail().isBlank() ? reason : reason + ": " + failure.detail();
    }

    /** Whether this reason says that there is no such thing. */
    static boolean absent(String reason) {
        return reason.equals(MISSING) || reason.startsWith(MISSING + ":");
    }
}
