package org.spotalert.cli.history;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.spotalert.cli.output.Table;
import org.spotalert.model.LeadTimes;

/** How much of AWS's warning was left when channels had their alerts, as a table. */
public final class LeadTimesTable {

    private LeadTimesTable() {}

    /** Prints a line for each channel, and one for all. */
    public static void print(LeadTimes times, Instant since, PrintWriter out) {
        if (times.channels().isEmpty()) {
            out.println("no channel had a warning since " + since.truncatedTo(ChronoUnit.SECONDS));
            return;
        }
        Table table = Table.of("CHANNEL", "ALERTS", times.promised() + " S LEFT", "SHARE", "MEDIAN", "LEAST");
        times.channels().forEach((channel, left) -> row(table, channel, times, left));
        row(table, "all", times, times.all());
        table.print(out);
    }

    private static void row(Table table, String channel, LeadTimes times, List<Long> left) {
        table.add(
                channel,
                left.size(),
                times.kept(left),
                String.format(Locale.ROOT, "%.1f %%", 100 * times.share(left)),
                left.get(left.size() / 2) + " s",
                left.get(0) + " s");
    }
}
