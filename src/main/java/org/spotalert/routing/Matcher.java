package org.spotalert.routing;

import java.util.List;
import java.util.stream.Collectors;
import org.spotalert.decide.Alert;
import org.spotalert.decide.NamePattern;
import org.spotalert.decide.Severity;

/** One comparison of a condition. */
sealed interface Matcher {

    /** Whether the alert meets it, or may do so: what could not be looked up counts as met. */
    boolean matches(Alert alert);

    /** Whether it asks for what is announced. */
    boolean asksForKind();

    /** Some value of the alert is like one of the alternatives. */
    record OneOf(AlertField field, List<NamePattern> alternatives) implements Matcher {

        @Override
        public boolean matches(Alert alert) {
            AlertValues values = field.of(alert);
            return !values.complete() || values.anyLike(alternatives);
        }

        @Override
        public boolean asksForKind() {
            return field.equals(AlertField.KIND);
        }

        @Override
        public String toString() {
            return field.name() + "=" + joined(alternatives);
        }
    }

    /** No value of the alert is like one of the alternatives. */
    record NoneOf(AlertField field, List<NamePattern> alternatives) implements Matcher {

        @Override
        public boolean matches(Alert alert) {
            return !field.of(alert).anyLike(alternatives);
        }

        @Override
        public boolean asksForKind() {
            return field.equals(AlertField.KIND);
        }

        @Override
        public String toString() {
            return field.name() + "!=" + joined(alternatives);
        }
    }

    /** The alert is at least so bad. */
    record AtLeast(Severity lowest) implements Matcher {

        @Override
        public boolean matches(Alert alert) {
            return alert.warned().compareTo(lowest) >= 0;
        }

        @Override
        public boolean asksForKind() {
            return false;
        }

        @Override
        public String toString() {
            return "severity>=" + lowest;
        }
    }

    private static String joined(List<NamePattern> alternatives) {
        return alternatives.stream().map(NamePattern::text).collect(Collectors.joining("|"));
    }
}
