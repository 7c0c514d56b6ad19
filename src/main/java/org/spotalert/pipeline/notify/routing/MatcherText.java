package org.spotalert.pipeline.notify.routing;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Severity;

/** Reads one comparison of a condition: a field, {@code =}, {@code !=} or {@code >=}, and the alternatives. */
final class MatcherText {

    private static final Pattern COMPARISON =
            Pattern.compile("(?<field>[^=!<>]*)(?<operator>!=|>=|=)(?<values>.*)", Pattern.DOTALL);

    private MatcherText() {}

    /**
     * The comparison.
     *
     * @throws IllegalArgumentException saying what is wrong and what would be right
     */
    static Matcher parse(String text) {
        java.util.regex.Matcher parts = COMPARISON.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + text.strip()
                    + "\" is no comparison; give one such as cluster=shop*, service!=batch-* or severity>=critical");
        }
        try {
            return matcher(
                    AlertField.named(parts.group("field").strip()),
                    parts.group("operator"),
                    alternatives(parts.group("values")));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("in \"" + text.strip() + "\": " + wrong.getMessage(), wrong);
        }
    }

    private static Matcher matcher(AlertField field, String operator, List<NamePattern> alternatives) {
        alternatives.forEach(alternative -> checkPossible(field, alternative));
        return switch (operator) {
            case "=" -> new Matcher.OneOf(field, alternatives);
            case "!=" -> new Matcher.NoneOf(field, alternatives);
            default -> atLeast(field, alternatives);
        };
    }

    private static Matcher atLeast(AlertField field, List<NamePattern> alternatives) {
        if (!field.equals(AlertField.SEVERITY)) {
            throw new IllegalArgumentException("only severity can be compared with >=; give = or !=");
        }
        return Stream.of(Severity.values())
                .filter(severity ->
                        alternatives.size() == 1 && alternatives.get(0).text().equals(severity.toString()))
                .findFirst()
                .<Matcher>map(Matcher.AtLeast::new)
                .orElseThrow(() ->
                        new IllegalArgumentException("after >= stands one of " + String.join(", ", field.possible())));
    }

    private static List<NamePattern> alternatives(String text) {
        List<String> alternatives =
                Stream.of(text.split("\\|", -1)).map(String::strip).toList();
        if (alternatives.contains("")) {
            throw new IllegalArgumentException("a value is missing; * stands for any");
        }
        return alternatives.stream().map(NamePattern::new).toList();
    }

    private static void checkPossible(AlertField field, NamePattern alternative) {
        try {
            field.names().check(alternative.text());
        } catch (IllegalArgumentException impossible) {
            throw new IllegalArgumentException(
                    impossible.getMessage() + ", commas stand between comparisons", impossible);
        }
        if (!field.possible().isEmpty() && field.possible().stream().noneMatch(alternative::matches)) {
            throw new IllegalArgumentException(
                    "\"" + alternative + "\" is none of " + String.join(", ", field.possible()));
        }
    }
}
