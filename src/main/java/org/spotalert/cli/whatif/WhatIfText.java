package org.spotalert.cli.whatif;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.spotalert.cli.output.Table;
import org.spotalert.platform.text.TextSanitizer;

/** The report as text. */
public record WhatIfText(WhatIfReport report, PrintWriter out) {

    /** Prints what is lost, whether there is room, the decisions and the receivers. */
    public void print() {
        Table lost = Table.of("SERVICE", "LOSES", "KEEPS", "MINIMUM", "IN DANGER", "OWNER");
        report.services()
                .forEach(each -> lost.add(
                        each.cluster() + "/" + each.service(),
                        each.loses(),
                        each.keeps() == null ? "unknown" : each.keeps() + " of " + each.desired(),
                        text(each.minimumHealthy()),
                        each.inDanger() ? "yes" : "no",
                        text(each.owner())));
        report.standaloneTasks()
                .forEach(each -> lost.add(
                        each.cluster() + ", task " + each.task() + " of " + text(each.group()),
                        1,
                        "none",
                        "-",
                        "yes",
                        text(each.owner())));
        section(lost, report.services().size() + report.standaloneTasks().size(), "No service loses tasks.");
        Table rooms = Table.of("CLUSTER", "ROOM", "WHY");
        report.room()
                .forEach(each -> rooms.add(
                        each.cluster(),
                        each.room() == null ? "unknown" : each.room() ? "yes" : "no",
                        text(each.reason())));
        section(rooms, report.room().size(), "");
        Table taken = Table.of("TAKEN", "TYPE", "ZONE", "CLUSTER", "DECISION", "SEVERITY", "WHY");
        report.resources()
                .forEach(each -> taken.add(
                        each.id(),
                        text(each.type()),
                        text(each.zone()),
                        text(each.cluster()),
                        each.decision() + " by " + each.rule(),
                        each.severity(),
                        text(each.reason())));
        section(taken, report.resources().size(), "There is no Spot capacity to be taken.");
        if (report.severity() != null) {
            out.println("SEVERITY " + report.severity() + (report.resources().size() > 1 ? " together" : ""));
        }
        report.receivers().print(out);
        report.problems().forEach(problem -> out.println("NOT KNOWN: " + text(problem)));
    }

    private void section(Table table, int rows, String otherwise) {
        if (rows > 0) {
            table.print(out);
        } else {
            out.print(otherwise);
        }
        out.println();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "-" : TextSanitizer.line(value.toString());
    }
}
