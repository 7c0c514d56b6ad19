package org.spotalert.platform.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads settings and gathers what is wrong with them, so that all of it can be said at once. */
public final class SettingsReader {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h)");
    private final Function<String, Optional<String>> properties;
    private final List<String> problems = new ArrayList<>();

    /** @param properties a property's value, with every placeholder resolved */
    public SettingsReader(Function<String, Optional<String>> properties) {
        this.properties = properties;
    }

    /** The setting, or an empty text. */
    public String text(String property) {
        return properties.apply(property).map(String::trim).orElse("");
    }

    /** The comma-separated parts of the setting. */
    public List<String> list(String property) {
        return parts(text(property), ",").toList();
    }

    /** The parts between these separators, without empty ones. */
    public static Stream<String> parts(String text, String separator) {
        return Stream.of(text.split(separator)).map(String::trim).filter(part -> !part.isEmpty());
    }

    /** Whether the setting says {@code true}, in lower case: Camel, which reads some of them as well, knows no other. */
    public boolean flag(String property) {
        String text = text(property);
        if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
            problem(property, "\"" + text + "\" is neither true nor false; give one of these");
        }
        return text.equals("true");
    }

    /** Whether the setting says {@code true}, or there is none. */
    public boolean flagUnlessAbsent(String property) {
        return !isGiven(property) || flag(property);
    }

    /**
     * A setting that must be there. The value may be asked for once {@link #finish} has found no problem.
     *
     * @param what what would be right, for a reader
     */
    public <T> Supplier<T> required(String property, String what, Function<String, T> parser) {
        if (text(property).isEmpty()) {
            problem(property, "is missing; give " + what);
            return absent(property);
        }
        return optional(property, parser).<Supplier<T>>map(value -> () -> value).orElseGet(() -> absent(property));
    }

    /** Whether the setting has a value, be it an empty one. */
    boolean isGiven(String property) {
        return properties.apply(property).isPresent();
    }

    /** A setting that has a default of its own where it is used: it may be absent, but not empty or wrong. */
    public <T> void ifGiven(String property, String what, Function<String, T> parser) {
        if (isGiven(property)) {
            required(property, what, parser);
        }
    }

    /** A setting that may be left empty; a parser's IllegalArgumentException is a problem. */
    public <T> Optional<T> optional(String property, Function<String, T> parser) {
        String text = text(property);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text));
        } catch (IllegalArgumentException wrong) {
            problem(property, String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * A length of time that must be there.
     *
     * @param shortest the shortest that is good, such as {@code 1s}
     * @param longest the longest that is good
     */
    public Supplier<Duration> duration(String property, String shortest, String longest) {
        String limits = " from " + shortest + " to " + longest;
        return required(property, "a length of time" + limits, text -> {
            Duration duration = duration(text);
            if (duration.compareTo(duration(shortest)) < 0 || duration.compareTo(duration(longest)) > 0) {
                throw new IllegalArgumentException("\"" + text + "\" is not" + limits);
            }
            return duration;
        });
    }

    private static <T> Supplier<T> absent(String property) {
        return () -> {
            throw new IllegalStateException(property);
        };
    }

    /** A length of time such as {@code 500ms}, {@code 1s} or {@code 5m}. */
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a length of time; give one such as 500ms, 1s or 5m");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** A parser of whole numbers within these limits. */
    public static Function<String, Integer> number(int lowest, int highest) {
        return text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= lowest && number <= highest) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // said below
            }
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a whole number from " + lowest + " to " + highest);
        };
    }

    /**
     * A parser of texts of this form.
     *
     * @param form a regular expression
     * @param problem what is wrong with another text, which {@code %s} in it quotes unless it may be a secret
     */
    public static Function<String, String> form(String form, String problem) {
        return text -> {
            if (!text.matches(form)) {
                throw new IllegalArgumentException(problem.replace("%s", text));
            }
            return text;
        };
    }

    /** A parser of one of these words, in lower case; the setting may be in any. */
    public static Function<String, String> oneOf(String... words) {
        return text -> Stream.of(words)
                .filter(word -> word.equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("\"" + text + "\" is none of " + String.join(", ", words)));
    }

    public void problem(String property, String text) {
        problems.add(EnvironmentVariable.of(property) + " (" + property + "): " + text);
    }

    /** Notes a problem that belongs to no property. */
    public void problem(String text) {
        problems.add(text);
    }

    /** What was wrong so far, one line each. */
    public List<String> problems() {
        return List.copyOf(new LinkedHashSet<>(problems));
    }

    /** Ends the reading, with an exception when anything was wrong. */
    public void finish() {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems());
        }
    }
}
