package org.spotalert.pipeline.notify.routing;

import java.util.List;
import java.util.stream.Collectors;
import org.spotalert.model.Alert;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Severity;

/** One comparison of a condition. */
sealed interface Matcher {

    /**
     * Whether the alert meets it, or may do so: what could not be looked up counts as met.
     *
     * @param warned how bad the warning was that the alert belongs to, with what is sent together with it
     */
    boolean matches(Alert alert, Severity warned);

    /** What it asks for. */
    AlertField field();

    default boolean asksForKind() {
        return field().equals(AlertField.KIND);
    }

    /** Whether it asks how bad it is. */
    default boolean asksForSeverity() {
        return field().equals(AlertField.SEVERITY);
    }

    /** Whether every alert meets it. */
    default boolean alwaysMet() {
        return false;
    }

    /** Some value of the alert is like one of the alternatives. */
    record OneOf(AlertField field, List<NamePattern> alternatives) implements Matcher {

        @Override
        public boolean matches(Alert alert, Severity warned) {
            AlertField.Values values = field.of(alert, warned);
            return !values.complete() || values.anyLike(alternatives);
        }

        @Override
        public String toString() {
            return field.name() + "=" + joined(alternatives);
        }
    }

    /** No value of the alert is like one of the alternatives. */
    record NoneOf(AlertField field, List<NamePattern> alternatives) implements Matcher {

        @Override
        public boolean matches(Alert alert, Severity warned) {
            return !field.of(alert, warned).anyLike(alternatives);
        }

        @Override
        public String toString() {
            return field.name() + "!=" + joined(alternatives);
        }
    }

    /** The alert is at least so bad. */
    record AtLeast(Severity lowest) implements Matcher {

        @Override
        public boolean matches(Alert alert, Severity warned) {
            return warned.compareTo(lowest) >= 0;
        }

        @Override
        public AlertField field() {
            return AlertField.SEVERITY;
        }

        @Override
        public boolean alwaysMet() {
            return lowest == Severity.INFO;
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
