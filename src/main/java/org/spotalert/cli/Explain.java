package org.spotalert.cli;

import java.io.IOException;
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
import org.jspecify.annotations.Nullable;
import org.spotalert.app.Settings;
import org.spotalert.cli.explain.DecisionsBeside;
import org.spotalert.cli.explain.ExplainBeans.Lookup;
import org.spotalert.cli.explain.Explained;
import org.spotalert.cli.explain.Facts;
import org.spotalert.cli.explain.MadeUpNotice;
import org.spotalert.cli.output.CommandFailedException;
import org.spotalert.cli.output.NoNotice;
import org.spotalert.cli.output.Terminal;
import org.spotalert.model.Alert;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.EventParser;
import org.spotalert.pipeline.intake.IntakeSettings;
import org.spotalert.pipeline.intake.ReceivedEvent;
import org.spotalert.pipeline.intake.UnreadableEventException;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.text.TextSanitizer;
import picocli.CommandLine.ArgGroup;
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
    private final Callable<List<RunningChannel>> channels;

    @Mixin
    private final Terminal terminal = new Terminal();

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    @Mixin
    private final MadeUpNotice notice = new MadeUpNotice();

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

    static final class Subject {

        @Parameters(paramLabel = "EVENT.json", description = "A file with the event, as EventBridge sends it.")
        private @Nullable Path event;

        @Option(
                names = "--instance",
                paramLabel = "ID",
                converter = MadeUpNotice.InstanceId.class,
                description = "In place of an event: as if AWS gave the two-minute warning about this instance now.")
        private @Nullable String instance;
    }

    /** @param channels starts the channels' routes to see which are switched on */
    public Explain(Callable<Settings> settings, Lookup lookup, Callable<List<RunningChannel>> channels) {
        this.settings = settings;
        this.lookup = lookup;
        this.channels = channels;
    }

    @Override
    public Integer call() throws Exception {
        Settings read = DecisionsBeside.required(settings.call());
        Clock clock = at == null ? Clock.systemUTC() : Clock.fixed(at, ZoneOffset.UTC);
        Path event = subject.event;
        if (event == null) {
            explain(
                    notice.ofInstances(
                            List.of(String.valueOf(subject.instance)),
                            read.part(AwsSettings::read),
                            offline == null,
                            clock.instant()),
                    read,
                    clock);
            return 0;
        }
        Set<InterruptionKind> kinds = read.part(IntakeSettings::kinds);
        try {
            ReceivedEvent received = new EventParser(
                            read.part(AwsSettings::read).region(), Optional::empty, kinds)
                    .parse(
                            Files.readString(event),
                            Files.getLastModifiedTime(event).toMillis());
            explain(received.interruptions(), read, clock);
            if (received.interruptions().isEmpty()) {
                terminal.print(List.of(), out -> out.println(NoNotice.why(received, kinds)));
            }
            return 0;
        } catch (UnreadableEventException unreadable) {
            throw new CommandFailedException(event + ": the event cannot be understood: "
                    + TextSanitizer.line(String.valueOf(unreadable.getMessage())));
        }
    }

    private void explain(List<Interruption> interruptions, Settings read, Clock clock) throws Exception {
        if (interruptions.isEmpty()) {
            return;
        }
        List<Impact> impacts = offline == null ? lookup.impacts(interruptions, clock) : facts(offline, interruptions);
        if (save != null) {
            Files.writeString(save, Facts.toJson(impacts.get(0)) + System.lineSeparator());
        }
        DecisionsBeside decisions = new DecisionsBeside(read, channels, clock, terminal.err());
        List<Explained> explained = new ArrayList<>();
        for (Alert alert : decisions.decide(impacts)) {
            explained.add(Explained.of(alert, decisions.receivers(List.of(alert))));
        }
        terminal.print(explained, out -> explained.forEach(one -> one.print(out)));
    }

    private static List<Impact> facts(Path file, List<Interruption> interruptions) throws IOException {
        String text = Files.readString(file);
        try {
            Facts facts = Facts.read(text);
            return interruptions.stream().map(facts::toImpact).toList();
        } catch (IOException wrong) {
            throw new IOException(file + ": " + wrong.getMessage(), wrong);
        }
    }
}
