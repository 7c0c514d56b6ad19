package org.spotalert.command.check;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.spotalert.check.Finding;
import org.spotalert.check.Finding.Result;

/** Findings as a table; what to do stands below what was found. */
final class FindingTable {

    private static final int RESULT_WIDTH = 9;

    private final PrintWriter out;

    FindingTable(PrintWriter out) {
        this.out = out;
    }

    /** Prints the table and, below it, how often there is each result. */
    void print(List<Finding> findings) {
        int width = findings.stream()
                .mapToInt(finding -> finding.subject().length())
                .max()
                .orElse(0);
        String row = "%-" + Math.max(width, "CHECK".length()) + "s  %-" + RESULT_WIDTH + "s  %s%n";
        out.printf(row, "CHECK", "RESULT", "WHAT WAS FOUND, AND WHAT TO DO");
        for (Finding finding : findings) {
            out.printf(row, finding.subject(), finding.result(), finding.text());
            if (!finding.remedy().isEmpty()) {
                out.printf(row, "", "", "-> " + finding.remedy());
            }
        }
        out.println(counts(findings));
        out.flush();
    }

    private static String counts(List<Finding> findings) {
        return Arrays.stream(Result.values())
                .map(result -> findings.stream()
                                .filter(finding -> finding.result() == result)
                                .count() + " " + result)
                .collect(Collectors.joining(", ", findings.size() + " checks: ", ""));
    }
}
