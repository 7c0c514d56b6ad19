package org.spotalert.command.explain;

import java.io.PrintWriter;
import java.util.Locale;
import org.spotalert.channel.text.CleanText;
import org.spotalert.command.Table;
import org.spotalert.decide.Alert;
import org.spotalert.decide.Decision;
import org.spotalert.enrich.Impact;
import org.spotalert.event.Interruption;

/** What every rule says about an impact as a table, with the decision below it. */
final class DecisionTable {

    private DecisionTable() {}

    static void print(Alert alert, PrintWriter out) {
        Decision decision = alert.decision();
        out.println(CleanText.line(subject(alert.impact())));
        out.println();
        Table rules = Table.of("RULE", "VERDICT", "REASON");
        decision.verdicts()
                .forEach(said -> rules.add(
                        said.rule(),
                        said.verdict().toString().toLowerCase(Locale.ROOT),
                        CleanText.line(said.reason())));
        rules.print(out);
        out.println();
        out.println(decision.verdict() + " by " + decision.rule() + ": " + CleanText.line(decision.reason()));
        out.println("SEVERITY " + alert.severity());
    }

    private static String subject(Impact impact) {
        Interruption interruption = impact.interruption();
        String cluster = impact.cluster() == null
                ? "no cluster is known"
                : "cluster " + impact.cluster().name();
        return interruption.kind().detailType() + " about " + interruption.instanceId() + " in "
                + interruption.region() + " at " + interruption.noticedAt() + "; " + cluster + "; services: "
                + impact.services().size() + ", standalone tasks: "
                + impact.standaloneTasks().size() + ", daemon tasks: " + impact.daemonTasks() + "; "
                + impact.completeness();
    }
}
