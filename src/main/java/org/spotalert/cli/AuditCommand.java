package org.spotalert.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.spotalert.app.Settings;
import org.spotalert.cli.output.AuditTable;
import org.spotalert.cli.output.Terminal;
import org.spotalert.cli.program.RunningProgram;
import org.spotalert.fleet.FleetSettings;
import org.spotalert.fleet.LookupSettings;
import org.spotalert.fleet.reclaims.ReclaimPlaces;
import org.spotalert.fleet.reclaims.Unseen;
import org.spotalert.model.Incident;
import org.spotalert.pipeline.audit.AuditBeans;
import org.spotalert.pipeline.audit.AuditReport;
import org.spotalert.pipeline.audit.AuditSettings;
import org.spotalert.pipeline.audit.Auditor;
import org.spotalert.pipeline.store.Incidents.Page;
import org.spotalert.pipeline.store.Incidents.Query;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.management.ManagementSettings;
import org.spotalert.platform.store.StoreSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Compares what AWS says it has taken with who was notified. */
@Command(
        name = "audit",
        description = {
            "Compares what AWS says it has taken with who was notified.",
            "Asks EC2 and CloudTrail, and reads the incidents. Nobody is notified."
        },
        exitCodeList = {
            "0:all could be seen, and nothing was missed",
            "1:something was missed, or could not be seen; the last lines say what",
            "2:the command line is wrong"
        })
public final class AuditCommand implements Callable<Integer> {

    private static final Duration KEPT_BY_AWS = Duration.ofDays(90);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** How many incidents are read at most; some dozens of megabytes. */
    private static final int MOST = 10_000;

    private final Callable<Settings> settings;
    private final Clock clock;

    @Mixin
    private final Terminal terminal = new Terminal();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "24h",
            converter = Reach.class,
            description = "How long ago it may have ended, such as 30m, 24h or 90d. Default: ${DEFAULT-VALUE}.")
    private Duration since = Duration.ZERO;

    @Option(names = "--all", description = "Lists all that AWS has taken, not only what needs a look.")
    private boolean all;

    /** Reads a length of time for which AWS keeps records. */
    static final class Reach implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            Duration length = new HistoryCommand.Length().convert(text);
            if (length.compareTo(KEPT_BY_AWS) > 0) {
                throw new TypeConversionException("AWS keeps its records for 90 days; give at most 90d");
            }
            return length;
        }
    }

    public AuditCommand(Callable<Settings> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Settings read = settings.call()
                .require(
                        AwsSettings::read,
                        LookupSettings::read,
                        FleetSettings::read,
                        AuditSettings::read,
                        StoreSettings::read,
                        ManagementSettings::read);
        try (AwsClients clients = new AwsClients(read.part(AwsSettings::read))) {
            AuditReport report = audit(read, clients);
            terminal.print(report, out -> AuditTable.print(report, all, out));
            return report.good() ? 0 : CommandFailures.FAILED;
        }
    }

    private AuditReport audit(Settings read, AwsClients clients) throws Exception {
        StoreSettings store = read.part(StoreSettings::read);
        Instant now = clock.instant();
        Instant from = now.minus(since);
        Query query = new Query(from.minus(Auditor.LONGEST_NOTICE), null, null, false, null, MOST);
        Page page = RunningProgram.of(read).incidents(query);
        List<Incident> incidents = page.newest();
        Instant known = latest(
                now.minus(store.historyRetention()),
                incidents.size() < page.all()
                        ? incidents.get(incidents.size() - 1).interruption().noticedAt()
                        : Instant.MIN);
        LookupSettings lookup = read.part(LookupSettings::read);
        Auditor auditor = AuditBeans.auditor(
                read.part(AuditSettings::read),
                new ReclaimPlaces(
                        read.part(AwsSettings::read),
                        lookup.clusters(),
                        clients.credentials(),
                        since -> incidents,
                        clock),
                clients,
                clients.lookups(
                        TIMEOUT,
                        lookup.quotaShare(),
                        read.part(FleetSettings::read).quotaShare()),
                Runnable::run,
                clock);
        AuditReport report = auditor.audit(
                latest(from, known),
                instances -> incidents.stream()
                        .filter(incident -> instances.contains(Incident.instanceKey(incident.interruption())))
                        .toList());
        return known.isAfter(from)
                ? report.with(new Unseen("the store", "incidents before " + known, "they are not kept, or too many"))
                : report;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
