package org.spotalert.cli.check;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.spotalert.cli.check.Finding.Result;
import org.spotalert.cli.output.Table;

/** Findings as a table; what to do stands below what was found. */
public final class FindingTable {

    private FindingTable() {}

    /** Prints the table and, below it, how often there is each result. */
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
    }

    private static String counts(List<Finding> findings) {
        return Arrays.stream(Result.values())
                .map(result -> findings.stream()
                                .filter(finding -> finding.result() == result)
                                .count() + " " + result)
                .collect(Collectors.joining(", ", findings.size() + " checks: ", ""));
    }
}
