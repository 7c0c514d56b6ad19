package org.spotalert.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import org.spotalert.app.Settings;
import org.spotalert.cli.explain.MadeUpNotice;
import org.spotalert.cli.output.Terminal;
import org.spotalert.cli.readiness.ReadinessRead;
import org.spotalert.cli.readiness.ReadinessReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says which services are not fit for Spot capacity, before AWS takes some of it. */
@Command(
        name = "readiness",
        description = {
            "Says which services are not fit for Spot capacity, and what to change.",
            "Asks EC2, ECS and load balancers about every service and standalone task on Spot Instances and Fargate Spot. Changes nothing."
        },
        exitCodeList = {
            "0:every service is fit, as far as was looked",
            "1:a service is not fit, or not all could be read; the table and the last lines say what",
            "2:the command line is wrong"
        })
public final class Readiness implements Callable<Integer> {

    private final Callable<Settings> settings;
    private final Clock clock;

    @Mixin
    private final Terminal terminal = new Terminal();

    @Mixin
    private final MadeUpNotice notice = new MadeUpNotice();

    public Readiness(Callable<Settings> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        ReadinessReport report = ReadinessRead.report(settings.call(), notice, clock);
        terminal.print(report, report::print);
        return report.good() ? 0 : CommandFailures.FAILED;
    }
}
