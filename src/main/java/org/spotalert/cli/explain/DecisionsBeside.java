package org.spotalert.cli.explain;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spotalert.app.RoutesFailedException;
import org.spotalert.app.Settings;
import org.spotalert.cli.program.RunningProgram;
import org.spotalert.cli.program.SilencesBeside;
import org.spotalert.fleet.LookupSettings;
import org.spotalert.model.Alert;
import org.spotalert.model.Decision;
import org.spotalert.model.Impact;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.decide.Decisions;
import org.spotalert.pipeline.decide.RuleInputs;
import org.spotalert.pipeline.decide.RulesText;
import org.spotalert.pipeline.decide.SuppressionSettings;
import org.spotalert.pipeline.intake.IntakeSettings;
import org.spotalert.pipeline.notify.Channels;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.pipeline.owner.OwnerBeans;
import org.spotalert.pipeline.owner.OwnerSettings;
import org.spotalert.pipeline.owner.Owners;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.file.LiveFile;
import org.spotalert.platform.management.ManagementSettings;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.store.StoreSettings;

/** Decides beside the running program, by the same settings, files and silences, and says whom it would notify. */
public final class DecisionsBeside {

    private final Settings settings;
    private final Callable<List<RunningChannel>> channels;
    private final Clock clock;
    private final PrintWriter err;
    private final Owners owners;

    /**
     * @param channels which channels are switched on
     * @param clock when it is decided: silences count by it, and whether a notice is late
     * @param err where it says what the answer leaves out
     */
    public DecisionsBeside(Settings settings, Callable<List<RunningChannel>> channels, Clock clock, PrintWriter err) {
        this.settings = settings;
        this.channels = channels;
        this.clock = clock;
        this.err = err;
        OwnerSettings owner = settings.part(OwnerSettings::read);
        this.owners = new Owners(owner, taken(OwnerBeans.catalogue(owner), owner.catalogue())::entries);
    }

    /**
     * The settings that it goes by.
     *
     * @throws InvalidSettingsException naming everything that is wrong with them
     */
    public static Settings required(Settings settings) {
        return settings.require(
                AwsSettings::read,
                IntakeSettings::kinds,
                LookupSettings::read,
                SuppressionSettings::read,
                OwnerSettings::read,
                StoreSettings::read,
                ManagementSettings::read);
    }

    /** One alert for each of these impacts, which belong to one batch. */
    public List<Alert> decide(List<Impact> impacts) {
        SuppressionSettings suppression = settings.part(SuppressionSettings::read);
        LiveFile<MaintenanceWindow> rules = new LiveFile<>("rules file", suppression.rules(), RulesText::windows);
        RuleInputs inputs = RuleInputs.of(
                suppression,
                taken(rules, suppression.rules()),
                this::silences,
                found -> owners.of(found.judgedBelow(suppression.criticalBelow())));
        List<Alert> alerts = new Decisions(inputs, clock).decide(impacts);
        // The running program may know of a silence where this command cannot ask.
        if (alerts.stream()
                .flatMap(alert -> alert.decision().verdicts().stream())
                .anyMatch(said ->
                        said.rule() == Decision.Rule.SILENCE && said.verdict() == Decision.Verdict.INDETERMINATE)) {
            err.println("silences are not read, and count as none here: the row SILENCE says why");
        }
        return alerts;
    }

    /** Who would receive these of the alerts that are sent. */
    public Receivers receivers(List<Alert> alerts) throws Exception {
        List<Alert> sent =
                alerts.stream().filter(alert -> alert.decision().sends()).toList();
        if (sent.isEmpty()) {
            return Receivers.NONE;
        }
        try {
            List<RunningChannel> running = channels.call();
            return Receivers.of(sent, running, new Channels(() -> running, settings.properties(), owners::channels));
        } catch (InvalidSettingsException bad) {
            bad.problems().forEach(problem -> err.println("the channels cannot be shown: bad setting: " + problem));
        } catch (RoutesFailedException failed) {
            err.println("the channels cannot be shown: their routes do not start: " + failed.getMessage());
        }
        return Receivers.NONE;
    }

    private <T> LiveFile<T> taken(LiveFile<T> live, @Nullable Path file) {
        live.reload();
        live.problem().ifPresent(problem -> err.println(file + " is refused, and counts as empty here: " + problem));
        return live;
    }

    private List<Silence> silences() {
        try {
            return new SilencesBeside(RunningProgram.of(settings), clock).list();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }
}
