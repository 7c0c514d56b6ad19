package org.spotalert.cli.output;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AlertKind;
import org.spotalert.model.Incident;
import org.spotalert.model.Incident.Notification;
import org.spotalert.model.LeadTimes;
import org.spotalert.model.Losses.Service;
import org.spotalert.model.RecoveryState;
import org.spotalert.pipeline.store.Incidents.Page;
import org.spotalert.pipeline.store.Incidents.Query;
import org.spotalert.platform.text.TextSanitizer;

/** Incidents as a table, one line each. */
public final class HistoryTable {

    private static final String NONE = "-";

    private HistoryTable() {}

    /** Prints the table, and below it how many more there are. */
    public static void print(Query query, Page page, PrintWriter out) {
        if (page.newest().isEmpty()) {
            out.println((query.suppressed() ? "no such alert was suppressed since " : "no such incident since ")
                    + seconds(query.since()));
            return;
        }
        if (query.suppressed()) {
            Table table = Table.of("TIME", "INSTANCE", "CLUSTER", "RULE", "REASON");
            page.newest()
                    .forEach(incident -> table.add(
                            seconds(incident.judgement().at()),
                            TextSanitizer.line(incident.interruption().resourceId()),
                            cluster(incident),
                            incident.judgement().rule(),
                            TextSanitizer.line(incident.judgement().reason())));
            table.print(out);
        } else {
            Table table = Table.of(
                    "NOTICED", "NOTICE", "INSTANCE", "CLUSTER", "SERVICES", "DECISION", "SENT TO", "RECOVERED");
            page.newest()
                    .forEach(incident -> table.add(
                            seconds(incident.interruption().noticedAt()),
                            incident.interruption().kind().settingName(),
                            TextSanitizer.line(incident.interruption().resourceId()),
                            cluster(incident),
                            list(incident.impact().services().stream().map(Service::name)),
                            incident.suppressed()
                                    ? incident.judgement().rule()
                                    : incident.judgement().verdict(),
                            list(incident.notifications().stream()
                                    .filter(sent -> sent.kind() == AlertKind.WARNING)
                                    .map(HistoryTable::sentTo)),
                            recovered(incident.recovery())));
            table.print(out);
        }
        int more = page.all() - page.newest().size();
        if (more > 0) {
            out.println("and " + more + " more; --limit " + page.all() + " lists them all");
        }
    }

    /** Prints how much of AWS's warning was left when channels had their alerts: a line for each, and one for all. */
    public static void print(LeadTimes times, Instant since, PrintWriter out) {
        if (times.channels().isEmpty()) {
            out.println("no channel had a warning since " + seconds(since));
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

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String cluster(Incident incident) {
        return TextSanitizer.line(Objects.requireNonNullElse(incident.impact().clusterName(), NONE));
    }

    private static String sentTo(Notification warning) {
        return warning.channel()
                + (!warning.sent()
                        ? " failed"
                        : warning.secondsLeft() == null ? "" : " with " + warning.secondsLeft() + " s left");
    }

    private static String recovered(@Nullable RecoveryState recovery) {
        if (recovery == null) {
            return NONE;
        }
        RecoveryState.Result result = recovery.result();
        return result == null
                ? "not yet"
                : (result.recovered() ? "after " : "not within ")
                        + result.after().toSeconds() + " s";
    }

    private static String list(Stream<String> texts) {
        String all = texts.sorted().map(TextSanitizer::line).collect(Collectors.joining(", "));
        return all.isEmpty() ? NONE : all;
    }
}
