package org.spotalert.pipeline.notify.routing;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.model.Alert;
import org.spotalert.model.JointSeverity;
import org.spotalert.model.Severity;

/** Which alerts a channel wants, for example {@code severity>=critical, cluster=shop*|payments, tag:team=payments}. */
public record Condition(List<Matcher> matchers) {

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
                        : Stream.of(text.split(",", -1)).map(Matcher::parse).toList());
    }

    /** The condition that asks for what both ask for. */
    Condition and(Condition other) {
        return new Condition(
                Stream.concat(matchers.stream(), other.matchers.stream()).toList());
    }

    /**
     * Those of the alerts that the channel wants: they meet every comparison, or may do so by what is known. How bad
     * they are is judged as the channel's message will say it, from all of them together.
     */
    public List<Alert> wanted(List<Alert> alerts) {
        List<Alert> candidates = alerts.stream()
                .filter(alert -> meets(alert, alert.warned(), matcher -> !matcher.asksForSeverity()))
                .toList();
        JointSeverity joint = JointSeverity.of(candidates);
        return candidates.stream()
                .filter(alert -> meets(alert, joint.warned(alert), Matcher::asksForSeverity))
                .toList();
    }

    private boolean meets(Alert alert, Severity warned, Predicate<Matcher> which) {
        return matchers.stream().filter(which).allMatch(matcher -> matcher.matches(alert, warned));
    }

    /**
     * Whether the channel wants alerts of this kind, whatever they are about: it does unless the condition asks for other
     * kinds. What follows a warning is for who received the warning, if only it is of a kind that they want.
     */
    public boolean wantsKind(Alert alert) {
        return meets(alert, alert.warned(), Matcher::asksForKind);
    }

    /** Whether every alert is wanted. */
    public boolean wantsAll() {
        return matchers.stream().allMatch(Matcher::alwaysMet);
    }

    @Override
    public String toString() {
        return matchers.stream().map(Matcher::toString).collect(Collectors.joining(", "));
    }
}
