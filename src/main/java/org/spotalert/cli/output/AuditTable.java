package org.spotalert.cli.output;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.reclaims.Reclaim;
import org.spotalert.pipeline.audit.AuditReport;
import org.spotalert.pipeline.audit.Finding;
import org.spotalert.platform.text.TextSanitizer;

/** A report for a reader. */
public final class AuditTable {

    private AuditTable() {}

    /**
     * Prints a line for each end, the counts, and what could not be seen.
     *
     * @param all whether those are listed as well of which nobody has to know
     */
    public static void print(AuditReport report, boolean all, PrintWriter out) {
        List<Finding> listed = report.findings().stream()
                .filter(finding -> all || finding.verdict().needsALook())
                .toList();
        if (!listed.isEmpty()) {
            Table table = Table.of("ENDED", "INSTANCE", "ACCOUNT", "REGION", "VERDICT", "SECONDS LEFT", "RULE");
            listed.forEach(finding -> row(table, finding, finding.reclaim()));
            table.print(out);
        }
        out.println("since " + report.since().truncatedTo(ChronoUnit.SECONDS) + ": " + report.summary());
        report.unseen().forEach(unseen -> out.println(TextSanitizer.line(unseen.toString())));
    }

    private static void row(Table table, Finding finding, Reclaim reclaim) {
        Instant ended = reclaim.at();
        table.add(
                or(ended == null ? null : ended.truncatedTo(ChronoUnit.SECONDS)),
                TextSanitizer.line(reclaim.instanceId()),
                TextSanitizer.line(or(reclaim.place().account()).toString()),
                TextSanitizer.line(reclaim.place().region()),
                finding.verdict(),
                or(finding.secondsLeft()),
                or(finding.rule()));
    }

    private static Object or(@Nullable Object value) {
        return value == null ? "-" : value;
    }
}
