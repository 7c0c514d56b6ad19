package org.spotalert.cli.explain;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.PrintWriter;
import java.util.Locale;
import org.spotalert.cli.output.Table;
import org.spotalert.model.Alert;
import org.spotalert.model.Decision;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.model.Severity;
import org.spotalert.platform.text.TextSanitizer;

/** What would be decided about an event, and which channels would receive the alert. */
public record Explained(
        String subject,
        Decision decision,
        Severity severity,
        @JsonUnwrapped Receivers receivers) {

    public static Explained of(Alert alert, Receivers receivers) {
        return new Explained(
                TextSanitizer.line(subject(alert.impact())), alert.decision(), alert.severity(), receivers);
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

    public void print(PrintWriter out) {
        out.println(subject);
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
        out.println("SEVERITY " + severity);
        receivers.print(out);
    }
}
