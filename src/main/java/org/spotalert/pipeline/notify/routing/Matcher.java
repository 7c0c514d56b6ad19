package org.spotalert.pipeline.notify.routing;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.model.Alert;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Severity;

/**
 * One comparison of a condition.
 *
 * @param field what it asks for
 * @param operator {@code =}, {@code !=} or, for severities, {@code >=}
 * @param alternatives the values that it compares with; one after {@code >=}
 */
record Matcher(AlertField field, String operator, List<NamePattern> alternatives) {

    private static final Pattern COMPARISON =
            Pattern.compile("(?<field>[^=!<>]*)(?<operator>!=|>=|=)(?<values>.*)", Pattern.DOTALL);
    private static final String AT_LEAST = ">=";

    /**
     * Reads a comparison.
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
            AlertField field = AlertField.named(parts.group("field").strip());
            Matcher matcher = new Matcher(field, parts.group("operator"), alternatives(field, parts.group("values")));
            if (matcher.operator.equals(AT_LEAST)) {
                matcher.checkSeverity();
            }
            return matcher;
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("in \"" + text.strip() + "\": " + wrong.getMessage(), wrong);
        }
    }

    private static List<NamePattern> alternatives(AlertField field, String text) {
        List<String> alternatives =
                Stream.of(text.split("\\|", -1)).map(String::strip).toList();
        if (alternatives.contains("")) {
            throw new IllegalArgumentException("a value is missing; * stands for any");
        }
        alternatives.forEach(field::checkPossible);
        return alternatives.stream().map(NamePattern::new).toList();
    }

    private void checkSeverity() {
        if (!asksForSeverity()) {
            throw new IllegalArgumentException("only severity can be compared with >=; give = or !=");
        }
        if (alternatives.size() != 1
                || !field.possible().contains(alternatives.get(0).text())) {
            throw new IllegalArgumentException("after >= stands one of " + String.join(", ", field.possible()));
        }
    }

    /**
     * Whether the alert meets it, or may do so: what could not be looked up counts as met.
     *
     * @param warned how bad the warning was that the alert belongs to, with what is sent together with it
     */
    boolean matches(Alert alert, Severity warned) {
        AlertField.Values values = field.of(alert, warned);
        return switch (operator) {
            case "=" -> !values.complete() || values.anyLike(alternatives);
            case "!=" -> !values.anyLike(alternatives);
            default -> warned.compareTo(lowest()) >= 0;
        };
    }

    private Severity lowest() {
        return Severity.valueOf(alternatives.get(0).text().toUpperCase(Locale.ROOT));
    }

    boolean asksForKind() {
        return field.equals(AlertField.KIND);
    }

    /** Whether it asks how bad it is. */
    boolean asksForSeverity() {
        return field.equals(AlertField.SEVERITY);
    }

    /** Whether every alert meets it. */
    boolean alwaysMet() {
        return operator.equals(AT_LEAST) && lowest() == Severity.INFO;
    }

    @Override
    public String toString() {
        return field.name()
                + operator
                + alternatives.stream().map(NamePattern::text).collect(Collectors.joining("|"));
    }
}
