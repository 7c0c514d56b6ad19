package org.spotalert.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spotalert.app.Settings;
import org.spotalert.cli.output.HistoryTable;
import org.spotalert.cli.output.Terminal;
import org.spotalert.cli.program.RunningProgram;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.LeadTimes;
import org.spotalert.model.NamePattern;
import org.spotalert.pipeline.audit.AuditSettings;
import org.spotalert.pipeline.decide.Schedules;
import org.spotalert.pipeline.store.IncidentJson;
import org.spotalert.pipeline.store.Incidents.Page;
import org.spotalert.pipeline.store.Incidents.Query;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Lists incidents: what was noticed, decided, sent and how it ended. As {@code suppressed} it lists suppressed ones only. */
@Command(
        name = "history",
        description = {
            "Lists incidents, the latest notice first.",
            "Each has its cluster and services, the decision, who received the alert, and the recovery.",
            "With --json it has all that is known."
        },
        exitCodeList = {
            "0:what there is is listed",
            "1:it could not be read; the error output says why",
            "2:the command line is wrong"
        })
public final class HistoryCommand implements Callable<Integer> {

    /** Of how many incidents the seconds left are measured at most. */
    private static final int MOST_MEASURED = 10_000;

    private final boolean suppressedOnly;
    private final Callable<Settings> settings;
    private final Clock clock;

    @Mixin
    private final Terminal terminal = new Terminal();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Length.class,
            description =
                    "How long ago the first notice may have come, such as 30m, 2h or 7d. Default: 7d, with --slo 30d.")
    private @Nullable Duration since;

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            converter = ClusterName.class,
            description = "Only those of this cluster, by its short name or a pattern such as shop-*.")
    private @Nullable String cluster;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Only those that take tasks of this service, by its name or a pattern.")
    private @Nullable String service;

    @Option(names = "--suppressed", description = "Only those that nobody was notified of, with the reason.")
    private boolean suppressed;

    @Option(
            names = "--rule",
            paramLabel = "NAME",
            description = "Only those that this rule has decided: ${COMPLETION-CANDIDATES}.")
    private @Nullable Rule rule;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "50",
            converter = Terminal.Positive.class,
            description = "How many are listed at most. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = "--slo",
            description = "In their place the share of alerts, by channel, that came with the promised seconds left.")
    private boolean slo;

    /** Refuses what no cluster's short name is like, such as an ARN. */
    static final class ClusterName implements ITypeConverter<String> {

        @Override
        public String convert(String text) {
            try {
                NamePattern.Kind.CLUSTER.check(text);
                return text;
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }

    static final class Length implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                return Schedules.length(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }

    /**
     * @param suppressedOnly whether this is the command {@code suppressed}
     * @param settings reads where incidents are kept when it is needed
     */
    public HistoryCommand(boolean suppressedOnly, Callable<Settings> settings, Clock clock) {
        this.suppressedOnly = suppressedOnly;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Duration reach = since == null ? Duration.ofDays(slo ? 30 : 7) : since;
        Query query = new Query(
                clock.instant().minus(reach),
                cluster,
                service,
                suppressedOnly || suppressed,
                rule,
                slo ? MOST_MEASURED : limit);
        Settings read = settings.call();
        Page page = RunningProgram.of(read).incidents(query);
        if (slo) {
            LeadTimes times = LeadTimes.of(page.newest(), read.part(AuditSettings::secondsLeft));
            terminal.print(times, out -> HistoryTable.print(times, query.since(), out));
        } else if (terminal.json()) {
            terminal.out().println(new IncidentJson().write(page));
        } else {
            HistoryTable.print(query, page, terminal.out());
        }
        return 0;
    }
}
