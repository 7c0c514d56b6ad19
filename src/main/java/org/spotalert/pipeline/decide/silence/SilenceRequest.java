package org.spotalert.pipeline.decide.silence;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Scope;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.decide.Schedules;

/**
 * Somebody's wish for a silence, as it is said on the command line or sent to the management port.
 *
 * @param account names or patterns; none for all
 * @param length such as {@code 30m}, {@code 2h} or {@code 1d12h}
 */
public record SilenceRequest(
        @Nullable List<String> account,
        @Nullable List<String> region,
        @Nullable List<String> cluster,
        @Nullable List<String> service,
        @JsonProperty("for") @Nullable String length,
        @Nullable String owner,
        @Nullable String reason) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Pattern WORDS = Pattern.compile("\\P{Cc}{1,200}");

    /**
     * The silence, which begins now.
     *
     * @throws IllegalArgumentException saying what is missing or wrong
     */
    public Silence begin(Instant now) {
        Instant start = now.truncatedTo(ChronoUnit.SECONDS);
        return new Silence(
                UUID.randomUUID().toString().substring(0, 8),
                new Scope(
                        patterns(NamePattern.Kind.ACCOUNT, account),
                        patterns(NamePattern.Kind.REGION, region),
                        patterns(NamePattern.Kind.CLUSTER, cluster),
                        patterns(NamePattern.Kind.CLUSTER_SERVICE, service)),
                words("owner", owner),
                words("reason", reason),
                start,
                start.plus(length(length)));
    }

    private static List<NamePattern> patterns(NamePattern.Kind kind, @Nullable List<String> texts) {
        List<NamePattern> patterns = kind.patterns(List.of((texts == null ? "" : String.join(",", texts)).split(",")));
        if (patterns.stream().mapToInt(pattern -> pattern.text().length() + 1).sum() > 1000) {
            throw new IllegalArgumentException("so many names do not fit into a silence; set several, or use patterns");
        }
        return patterns;
    }

    private static String words(String member, @Nullable String text) {
        if (text == null || !WORDS.matcher(text).matches()) {
            throw new IllegalArgumentException(member + ": give 1 to 200 characters on one line");
        }
        return text;
    }

    private static Duration length(@Nullable String text) {
        Duration length = Schedules.length(text == null ? "" : text);
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not from 1m to 31d");
        }
        return length;
    }
}
