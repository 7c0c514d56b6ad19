package org.spotalert.routing;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.decide.Alert;

/** Which alerts a channel wants, for example {@code severity>=critical, cluster=shop*|payments, tag:team=payments}. */
public final class Condition {

    private final List<Matcher> matchers;

    private Condition(List<Matcher> matchers) {
        this.matchers = List.copyOf(matchers);
    }

    /**
     * Reads a condition: comparisons with commas between them, each with alternatives that have bars between them. An
     * empty text wants every alert.
     *
     * @throws IllegalArgumentException saying what is wrong and what would be right
     */
    public static Condition parse(String text) {
        return new Condition(
                text.isBlank()
                        ? List.of()
                        : Stream.of(text.split(",", -1)).map(MatcherText::parse).toList());
    }

    /** Whether the channel is to be told: the alert meets every comparison, or may do so by what is known. */
    public boolean wants(Alert alert) {
        return matchers.stream().allMatch(matcher -> matcher.matches(alert));
    }

    /**
     * Whether the channel wants alerts of this kind, whatever they are about: it does unless the condition asks for other
     * kinds. What follows a warning is for who was told of the warning, if only it is of a kind that they want.
     */
    public boolean wantsKind(Alert alert) {
        return matchers.stream().filter(Matcher::asksForKind).allMatch(matcher -> matcher.matches(alert));
    }

    /** Whether every alert is wanted. */
    public boolean wantsAll() {
        return matchers.isEmpty();
    }

    @Override
    public String toString() {
        return matchers.stream().map(Matcher::toString).collect(Collectors.joining(", "));
    }
}
