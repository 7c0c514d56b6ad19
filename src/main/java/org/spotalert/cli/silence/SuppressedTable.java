package org.spotalert.cli.silence;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.spotalert.cli.output.Table;
import org.spotalert.pipeline.decide.SuppressedAlert;
import org.spotalert.pipeline.decide.SuppressedQuery;
import org.spotalert.pipeline.decide.SuppressedQuery.Answer;
import org.spotalert.platform.text.TextSanitizer;

/** Suppressed alerts as a table, one line each. */
public final class SuppressedTable {

    private static final String NONE = "-";

    private SuppressedTable() {}

    /** Prints the table, and below it how many more there are. */
    public static void print(SuppressedQuery query, Answer answer, PrintWriter out) {
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
                TextSanitizer.line(alert.instanceId()),
                TextSanitizer.line(Objects.requireNonNullElse(alert.cluster(), NONE)),
                alert.rule(),
                TextSanitizer.line(alert.reason()));
    }
}
