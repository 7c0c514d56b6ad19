package org.spotalert.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.app.RoutesFailedException;
import org.spotalert.app.Settings;
import org.spotalert.cli.explain.Explained;
import org.spotalert.cli.explain.Facts;
import org.spotalert.cli.output.CommandFailedException;
import org.spotalert.cli.output.JsonOption;
import org.spotalert.cli.output.NoNotice;
import org.spotalert.cli.output.Terminal;
import org.spotalert.cli.silence.SilencesBeside;
import org.spotalert.fleet.LookupSettings;
import org.spotalert.model.Alert;
import org.spotalert.model.Decision;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.decide.Decisions;
import org.spotalert.pipeline.decide.RuleInputs;
import org.spotalert.pipeline.decide.RulesText;
import org.spotalert.pipeline.decide.SuppressionSettings;
import org.spotalert.pipeline.intake.EventParser;
import org.spotalert.pipeline.intake.IntakeSettings;
import org.spotalert.pipeline.intake.ReceivedEvent;
import org.spotalert.pipeline.intake.UnreadableEventException;
import org.spotalert.pipeline.notify.Channels;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.pipeline.owner.CatalogueEntry;
import org.spotalert.pipeline.owner.OwnerBeans;
import org.spotalert.pipeline.owner.OwnerSettings;
import org.spotalert.pipeline.owner.Owners;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.file.LiveFile;
import org.spotalert.platform.management.ManagementSettings;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.store.StoreSettings;
import org.spotalert.platform.text.TextSanitizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what would be decided about an event, by which rules, how severe it is and who would receive it. Sends nothing. */
@Command(
        name = "explain",
        description = {
            "Says what would be decided about an event, how severe the alert is, and which channels would receive it.",
            "It prints what each rule says, and each channel's condition. Nobody is notified."
        },
        exitCodeList = {
            "0:the decision is explained, whatever it is",
            "1:it could not be; the error output says why",
            "2:the command line is wrong"
        })
public final class Explain implements Callable<Integer> {

    private final Callable<Settings> settings;
    private final Lookup lookup;
    private final ChannelLookup channels;

    @Mixin
    private final Terminal terminal = new Terminal();

    @Parameters(paramLabel = "EVENT.json", description = "A file with the event, as EventBridge sends it.")
    private Path event = Path.of("");

    @Option(
            names = "--offline",
            paramLabel = "FACTS.json",
            description = "Take what the instance runs from this file, and ask AWS nothing.")
    private @Nullable Path offline;

    @Option(
            names = "--save",
            paramLabel = "FACTS.json",
            description = "Write what the instance runs to this file, for --offline.")
    private @Nullable Path save;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Decide as at this time, such as 2026-12-01T22:00:00Z: silences count by it, and whether the"
                    + " notice is late. Maintenance windows count by the time of the event, and what the instance runs"
                    + " is looked up now.")
    private @Nullable Instant at;

    @Mixin
    private final JsonOption json = new JsonOption();

    /** Finds out what an instance runs. */
    public interface Lookup {

        /** Asks EC2 and ECS; whether the notice is late goes by this clock. */
        Impact impact(Interruption interruption, Clock asOf) throws Exception;
    }

    /** Finds out which channels are switched on. */
    public interface ChannelLookup {

        /**
         * The channels with their conditions.
         *
         * @throws InvalidSettingsException when a channel's settings are bad
         * @throws RoutesFailedException when a channel's route does not start
         */
        List<RunningChannel> running() throws RoutesFailedException;

        /**
         * Divides alerts among these channels, by the fallbacks and the default of the settings.
         *
         * @param named the channels that the catalogue names
         */
        Channels among(List<RunningChannel> running, Supplier<Set<String>> named);
    }

    /** @param settings reads the settings when they are needed */
    public Explain(Callable<Settings> settings, Lookup lookup, ChannelLookup channels) {
        this.settings = settings;
        this.lookup = lookup;
        this.channels = channels;
    }

    /** Explains, and returns the exit code. */
    @Override
    public Integer call() throws Exception {
        try {
            Settings read = settings.call()
                    .require(
                            AwsSettings::read,
                            IntakeSettings::kinds,
                            LookupSettings::read,
                            SuppressionSettings::read,
                            OwnerSettings::read,
                            StoreSettings::read,
                            ManagementSettings::read);
            Set<InterruptionKind> kinds = read.part(IntakeSettings::kinds);
            ReceivedEvent received = new EventParser(
                            read.part(AwsSettings::read).region(), Optional::empty, kinds)
                    .parse(
                            Files.readString(event),
                            Files.getLastModifiedTime(event).toMillis());
            List<Explained> explained = new ArrayList<>();
            for (Interruption interruption : received.interruptions()) {
                explained.add(explain(interruption, read));
            }
            json.print(explained, terminal.out(), () -> {
                explained.forEach(one -> one.print(terminal.out()));
                if (explained.isEmpty()) {
                    terminal.out().println(NoNotice.why(received, kinds));
                }
            });
            return 0;
        } catch (UnreadableEventException unreadable) {
            throw new CommandFailedException(event + ": the event cannot be understood: "
                    + TextSanitizer.line(String.valueOf(unreadable.getMessage())));
        }
    }

    private Explained explain(Interruption interruption, Settings read) throws Exception {
        Clock clock = at == null ? Clock.systemUTC() : Clock.fixed(at, ZoneOffset.UTC);
        Impact impact = offline == null
                ? lookup.impact(interruption, clock)
                : facts(offline).toImpact(interruption);
        if (save != null) {
            Files.writeString(save, Facts.of(impact).toJson() + System.lineSeparator());
        }
        SuppressionSettings suppression = read.part(SuppressionSettings::read);
        LiveFile<MaintenanceWindow> rules = new LiveFile<>("rules file", suppression.rules(), RulesText::windows);
        OwnerSettings owner = read.part(OwnerSettings::read);
        LiveFile<CatalogueEntry> catalogue = OwnerBeans.catalogue(owner);
        Owners owners = new Owners(owner, catalogue::entries);
        RuleInputs inputs = RuleInputs.of(
                suppression,
                taken(rules, suppression.rules()),
                () -> silences(read, clock),
                found -> owners.of(found.judgedBelow(suppression.criticalBelow())));
        taken(catalogue, owner.catalogue());
        Alert alert = new Decisions(inputs, clock).decide(List.of(impact)).get(0);
        sayUnasked(alert.decision());
        return withReceivers(alert, owners);
    }

    private <T> LiveFile<T> taken(LiveFile<T> live, @Nullable Path file) {
        live.reload();
        live.problem()
                .ifPresent(
                        problem -> terminal.err().println(file + " is refused, and counts as empty here: " + problem));
        return live;
    }

    private Explained withReceivers(Alert alert, Owners owners) {
        if (!alert.decision().sends()) {
            return Explained.of(alert);
        }
        try {
            List<RunningChannel> running = channels.running();
            return Explained.of(alert, running, channels.among(running, owners::channels));
        } catch (InvalidSettingsException bad) {
            bad.problems()
                    .forEach(
                            problem -> terminal.err().println("the channels cannot be shown: bad setting: " + problem));
        } catch (RoutesFailedException failed) {
            terminal.err().println("the channels cannot be shown: their routes do not start: " + failed.getMessage());
        }
        return Explained.of(alert);
    }

    /** The running program may know of a silence where this command cannot ask. */
    private void sayUnasked(Decision decision) {
        decision.verdicts().stream()
                .filter(said ->
                        said.rule() == Decision.Rule.SILENCE && said.verdict() == Decision.Verdict.INDETERMINATE)
                .forEach(said -> terminal.err()
                        .println("silences are not read, and count as none here: the row SILENCE says why"));
    }

    private static Facts facts(Path file) throws IOException {
        String text = Files.readString(file);
        try {
            return Facts.read(text);
        } catch (IOException wrong) {
            throw new IOException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    private static List<Silence> silences(Settings read, Clock clock) {
        try {
            return new SilencesBeside(read.part(StoreSettings::read), read.part(ManagementSettings::read), clock)
                    .list();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }
}
