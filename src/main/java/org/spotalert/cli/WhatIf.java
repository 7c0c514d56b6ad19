package org.spotalert.cli;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spotalert.app.Settings;
import org.spotalert.cli.explain.DecisionsBeside;
import org.spotalert.cli.explain.ExplainBeans.Lookup;
import org.spotalert.cli.explain.MadeUpNotice;
import org.spotalert.cli.output.Terminal;
import org.spotalert.cli.whatif.Pool;
import org.spotalert.cli.whatif.WhatIfReport;
import org.spotalert.cli.whatif.WhatIfText;
import org.spotalert.fleet.FleetSettings;
import org.spotalert.model.Alert;
import org.spotalert.model.Impact;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.platform.aws.AwsSettings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what would follow if AWS took some Spot capacity now. Sends nothing. */
@Command(
        name = "what-if",
        description = {
            "Says which services would lose tasks if AWS took some Spot capacity now, and who would be notified.",
            "Asks EC2 and ECS. Nobody is notified. --cluster, --zone and --type together name what all of them fit."
        },
        exitCodeList = {
            "0:it is said, whatever it is",
            "1:not all could be found out; the last lines or the error output say what",
            "2:the command line is wrong"
        })
public final class WhatIf implements Callable<Integer> {

    private final Callable<Settings> settings;
    private final Lookup lookup;
    private final Callable<List<RunningChannel>> channels;
    private final Clock clock = Clock.systemUTC();

    @Mixin
    private final Terminal terminal = new Terminal();

    @ArgGroup(multiplicity = "1")
    private Lost lost = new Lost();

    @Mixin
    private final MadeUpNotice notice = new MadeUpNotice();

    /** What AWS would take. */
    static final class Lost {

        @Option(
                names = "--instance",
                split = ",",
                paramLabel = "ID",
                converter = MadeUpNotice.InstanceId.class,
                description = "This instance; may be given several times.")
        private List<String> instances = List.of();

        @ArgGroup(exclusive = false)
        private @Nullable Pool pool;
    }

    /**
     * @param lookup finds out what instances run, and what room their clusters have
     * @param channels starts the channels' routes to see which are switched on
     */
    public WhatIf(Callable<Settings> settings, Lookup lookup, Callable<List<RunningChannel>> channels) {
        this.settings = settings;
        this.lookup = lookup;
        this.channels = channels;
    }

    @Override
    public Integer call() throws Exception {
        Settings read = DecisionsBeside.required(settings.call()).require(FleetSettings::read);
        Pool.Losses losses =
                lost.pool == null ? new Pool.Losses(named(read), List.of()) : lost.pool.losses(notice, read, clock);
        DecisionsBeside decisions = new DecisionsBeside(read, channels, clock, terminal.err());
        List<Alert> alerts = decisions.decide(losses.impacts());
        WhatIfReport report = WhatIfReport.of(clock.instant(), alerts, decisions.receivers(alerts), losses.problems());
        terminal.print(report, out -> new WhatIfText(report, out).print());
        return report.problems().isEmpty() ? 0 : CommandFailures.FAILED;
    }

    /** What the instances take with them, by the lookups of an alert. */
    private List<Impact> named(Settings read) throws Exception {
        return lookup.impacts(
                notice.ofInstances(lost.instances, read.part(AwsSettings::read), true, clock.instant()), clock);
    }
}
