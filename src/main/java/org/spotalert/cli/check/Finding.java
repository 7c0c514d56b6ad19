package org.spotalert.cli.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.cli.output.Table;

/**
 * What a check has found out about one thing.
 *
 * @param subject what was checked: a part of the set-up, or a right
 * @param text what was found, in one line and without secrets; for what was not tried, why
 * @param remedy what to do; empty when there is nothing to do
 * @param statement what to add to the policy of the program's role; null when no right is missing
 */
public record Finding(
        String subject,
        Result result,
        String text,
        String remedy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ObjectNode statement) {

    public enum Result {
        /** It does what it must. */
        OK("ok"),
        /** The program works, and loses something that it could have. */
        WARNING("warning"),
        /** The program cannot do its work. */
        FAILED("failed"),
        /** It cannot be found out without an effect, without more rights, or before something else is put right. */
        NOT_TRIED("not tried");

        private final String text;

        Result(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    Finding(String subject, Result result, String text, String remedy) {
        this(subject, result, text, remedy, null);
    }

    public static Finding ok(String subject, String text) {
        return new Finding(subject, Result.OK, text, "");
    }

    public static Finding warning(String subject, String text, String remedy) {
        return new Finding(subject, Result.WARNING, text, remedy);
    }

    public static Finding failed(String subject, String text, String remedy) {
        return new Finding(subject, Result.FAILED, text, remedy);
    }

    public static Finding notTried(String subject, String reason) {
        return new Finding(subject, Result.NOT_TRIED, reason, "");
    }

    /** The same about something else. */
    Finding about(String other) {
        return new Finding(other, result, text, remedy, statement);
    }

    /** The same, found out at this place. */
    Finding at(String place) {
        return new Finding(subject, result, place + ": " + text, remedy, statement);
    }

    /** The same, where the program works without it. */
    Finding orWarning() {
        return new Finding(subject, result == Result.FAILED ? Result.WARNING : result, text, remedy, statement);
    }

    /** The same, with the statement that is missing. */
    Finding missing(ObjectNode added) {
        return new Finding(subject, result, text, remedy, added);
    }

    /** The same about a right that another statement allows as well: this one is missing. */
    Finding by(String sid) {
        return statement == null ? this : missing(Rights.of(sid).only(subject));
    }

    /** The same, with these names in its statement. */
    public Finding named(Map<String, String> names) {
        return statement == null ? this : missing(Rights.filled(statement, names));
    }

    /** Prints findings as a table, what to do below each, how often there is each result, and the rights that are missing. */
    public static void print(List<Finding> findings, PrintWriter out) {
        Table table = Table.of("CHECK", "RESULT", "WHAT WAS FOUND, AND WHAT TO DO");
        for (Finding finding : findings) {
            table.add(finding.subject(), finding.result(), finding.text());
            if (!finding.remedy().isEmpty()) {
                table.add("", "", "-> " + finding.remedy());
            }
        }
        table.print(out);
        out.println(counts(findings));
        List<ObjectNode> missing = findings.stream()
                .map(Finding::statement)
                .filter(Objects::nonNull)
                .toList();
        if (!missing.isEmpty()) {
            out.println("\nThe rights that are missing, as a policy to add to the program's role or user:");
            out.println(Rights.policy(missing).toPrettyString());
        }
    }

    private static String counts(List<Finding> findings) {
        return Arrays.stream(Result.values())
                .map(result -> findings.stream()
                                .filter(finding -> finding.result() == result)
                                .count() + " " + result)
                .collect(Collectors.joining(", ", findings.size() + " checks: ", ""));
    }
}
