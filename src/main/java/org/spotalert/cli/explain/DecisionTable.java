package org.spotalert.cli.explain;

import java.io.PrintWriter;
import java.util.Locale;
import org.spotalert.cli.output.Table;
import org.spotalert.model.Alert;
import org.spotalert.model.Decision;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.platform.text.TextSanitizer;

/** What every rule says about an impact as a table, with the decision below it. */
public final class DecisionTable {

    private DecisionTable() {}

    public static void print(Alert alert, PrintWriter out) {
        Decision decision = alert.decision();
        out.println(TextSanitizer.line(subject(alert.impact())));
        out.println();
        Table rules = Table.of("RULE", "VERDICT", "REASON");
        decision.verdicts()
                .forEach(said -> rules.add(
                        said.rule(),
                        said.verdict().toString().toLowerCase(Locale.ROOT),
                        TextSanitizer.line(said.reason())));
        rules.print(out);
        out.println();
        out.println(decision.verdict() + " by " + decision.rule() + ": " + TextSanitizer.line(decision.reason()));
        out.println("SEVERITY " + alert.severity());
    }

    private static String subject(Impact impact) {
        Interruption interruption = impact.interruption();
        String cluster = impact.cluster() == null
                ? "no cluster is known"
                : "cluster " + impact.cluster().name();
        return interruption.kind().detailType() + " about " + interruption.resourceId() + " in "
                + interruption.region() + " at " + interruption.noticedAt() + "; " + cluster + "; services: "
                + impact.services().size() + ", standalone tasks: "
                + impact.standaloneTasks().size() + ", daemon tasks: " + impact.daemonTasks() + "; "
                + impact.completeness();
    }
}
