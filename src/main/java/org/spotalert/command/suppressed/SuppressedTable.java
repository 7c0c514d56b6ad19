package org.spotalert.command.suppressed;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.spotalert.channel.text.CleanText;
import org.spotalert.command.Table;
import org.spotalert.suppress.SuppressedAlert;
import org.spotalert.suppress.SuppressedQuery;
import org.spotalert.suppress.SuppressedQuery.Answer;

/** Suppressed alerts as a table, one line each. */
final class SuppressedTable {

    private static final String NONE = "-";

    private SuppressedTable() {}

    /** Prints the table, and below it how many more there are. */
    static void print(SuppressedQuery query, Answer answer, PrintWriter out) {
        if (answer.newest().isEmpty()) {
            out.println("no such alert was suppressed since " + query.since().truncatedTo(ChronoUnit.SECONDS));
            return;
        }
        Table table = Table.of("TIME", "INSTANCE", "CLUSTER", "RULE", "REASON");
        answer.newest().forEach(alert -> add(alert, table));
        table.print(out);
        int more = answer.all() - answer.newest().size();
        if (more > 0) {
            out.println("and " + more + " more; --limit " + answer.all() + " lists them all");
        }
    }

    private static void add(SuppressedAlert alert, Table table) {
        table.add(
                alert.decidedAt().truncatedTo(ChronoUnit.SECONDS),
                CleanText.line(alert.instanceId()),
                CleanText.line(Objects.requireNonNullElse(alert.cluster(), NONE)),
                alert.rule(),
                CleanText.line(alert.reason()));
    }
}
