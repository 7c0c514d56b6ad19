package org.spotalert.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.app.Settings;
import org.spotalert.app.Settings.Part;
import org.spotalert.cli.output.Terminal;
import org.spotalert.cli.replay.DeadLetter;
import org.spotalert.cli.replay.DeadLetter.Explanation;
import org.spotalert.cli.replay.DeadLetterQueue;
import org.spotalert.cli.replay.DeadLetterTable;
import org.spotalert.cli.replay.DeadLetterTable.EnabledChannel;
import org.spotalert.cli.replay.DeadLetterTable.Row;
import org.spotalert.cli.replay.DeadLetters;
import org.spotalert.cli.replay.Redrive;
import org.spotalert.model.AlertKind;
import org.spotalert.model.DeliveryKey;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.EventParser;
import org.spotalert.pipeline.intake.IntakeSettings;
import org.spotalert.pipeline.store.setup.Stores;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.store.StoreSettings;
import org.spotalert.platform.store.StoreUnreadableException;
import org.spotalert.platform.text.TextSanitizer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the dead letters, each with what it is, or sends them to the queue again. */
@Command(
        name = "replay",
        description = {
            "Lists the messages of the dead-letter queue, or sends them to the queue again.",
            "The running program then sends what is missing, and nothing else."
        },
        exitCodeList = {
            "0:everything that was asked for is done",
            "1:something could not be done; the error output says what",
            "2:the command line is wrong"
        })
public final class Replay implements Callable<Integer> {

    private final Callable<Settings> settings;
    private final Callable<Set<String>> names;
    private final Clock clock;

    @Mixin
    private final Terminal terminal = new Terminal();

    @ArgGroup
    private @Nullable Choice choice;

    static final class Choice {

        @Option(
                names = "--dry-run",
                description = "List the dead letters and change nothing. This is done when nothing is asked for.")
        private boolean dryRun;

        @Option(names = "--all", description = "Move all that can be understood to the queue.")
        private boolean all;

        @Option(
                names = "--id",
                arity = "1..*",
                paramLabel = "ID",
                description = "Move the messages with these ids to the queue, whether they can be understood or not.")
        private List<String> ids = List.of();
    }

    /**
     * @param settings reads the settings when they are needed
     * @param names the names of all properties in the files
     */
    public Replay(Callable<Settings> settings, Callable<Set<String>> names, Clock clock) {
        this.settings = settings;
        this.names = names;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Set<String> given = names.call();
        Part<List<EnabledChannel>> channels = reader -> EnabledChannel.read(reader, given);
        Settings read = settings.call()
                .require(
                        IntakeSettings::queue, AwsSettings::read, IntakeSettings::kinds, StoreSettings::read, channels);
        AwsSettings aws = read.part(AwsSettings::read);
        Choice chosen = Objects.requireNonNullElseGet(choice, Choice::new);
        try (DeadLetters letters = DeadLetters.open(aws, read.part(IntakeSettings::queue))) {
            // Ctrl-C, too, gives back what was received.
            Runtime.getRuntime().addShutdownHook(new Thread(letters::close, "give-back"));
            Set<InterruptionKind> kinds = read.part(IntakeSettings::kinds);
            EventParser parser =
                    new EventParser(aws.region(), () -> letters.queue().account(), kinds);
            Function<DeadLetter, Explanation> explain = letter -> letter.explained(parser, kinds, clock.instant());
            if (chosen.all) {
                return new Redrive(letters, explain, terminal).moveAll() ? 0 : CommandFailures.FAILED;
            }
            if (chosen.dryRun || chosen.ids.isEmpty()) {
                list(letters, explain, read.part(channels), read.part(StoreSettings::read));
                return 0;
            }
            return new Redrive(letters, explain, terminal).move(chosen.ids) ? 0 : CommandFailures.FAILED;
        }
    }

    private void list(
            DeadLetters letters,
            Function<DeadLetter, Explanation> explain,
            List<EnabledChannel> channels,
            StoreSettings store) {
        List<Explanation> all = new ArrayList<>();
        List<DeadLetter> batch = letters.receive();
        while (!batch.isEmpty()) {
            batch.stream().map(explain).forEach(all::add);
            batch = letters.receive();
        }
        DeadLetterTable table = new DeadLetterTable(channels, clock.instant());
        List<Row> rows = table.rows(all, all.isEmpty() ? Map.of() : sentTo(all, store));
        terminal.print(rows, out -> {
            if (!rows.isEmpty()) {
                table.print(rows, out);
            }
            out.println(summary(rows, letters.queue()));
        });
    }

    private static String summary(List<Row> rows, DeadLetterQueue queue) {
        long unreadable = rows.stream().filter(row -> !row.letter().readable()).count();
        return rows.isEmpty()
                ? "no dead letters in " + queue.name()
                : queue.name() + " holds " + rows.size() + ", of which " + unreadable
                        + " cannot be understood; nothing was changed. To move them to " + queue.sourceName()
                        + ": replay --all, or replay --id ID...";
    }

    private Map<Interruption, Set<String>> sentTo(List<Explanation> letters, StoreSettings store) {
        List<Interruption> interruptions = letters.stream()
                .flatMap(letter -> letter.interruptions().stream())
                .distinct()
                .toList();
        try {
            Map<DeliveryKey, Set<String>> channels = Stores.ask(
                    store,
                    any -> any.deliveries()
                            .sentTo(interruptions.stream().map(Replay::warning).toList()));
            return interruptions.stream()
                    .collect(Collectors.toMap(
                            interruption -> interruption,
                            interruption -> channels.getOrDefault(warning(interruption), Set.of())));
        } catch (StoreUnreadableException unreadable) {
            terminal.err()
                    .println("The store cannot be read here, so this list does not say which channels have"
                            + " an alert. The running program knows, and sends only what is missing. ("
                            + TextSanitizer.line(String.valueOf(unreadable.getMessage())) + ")");
            return Map.of();
        }
    }

    private static DeliveryKey warning(Interruption interruption) {
        return DeliveryKey.of(AlertKind.WARNING, interruption);
    }
}
