package org.spotalert.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.cli.dryrun.ChannelRoutes;
import org.spotalert.cli.dryrun.ChannelRoutes.Answer;
import org.spotalert.cli.dryrun.DryRun;
import org.spotalert.cli.dryrun.EventFile;
import org.spotalert.cli.dryrun.MessageCapture;
import org.spotalert.cli.dryrun.Payload;
import org.spotalert.cli.dryrun.SampleFacts;
import org.spotalert.cli.dryrun.SampleFacts.Size;
import org.spotalert.cli.output.Terminal;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.config.Config;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what a channel would send about events, and sends nothing. */
@Command(
        name = "render",
        description = {
            "Prints what a channel would send about the events in a file, and sends nothing.",
            "The channel's own route, beans and templates make the message; its settings are needed, even if "
                    + "it is not switched on. AWS is not asked: what the instances run is made up, a cluster and "
                    + "services named sample."
        },
        exitCodeList = {
            "0:the message is printed",
            "1:there is none, or a template is broken; the error output says why",
            "2:the command line is wrong, or there is no such channel"
        })
public final class Render implements Callable<Integer> {

    /** Long enough after the notice for a real alert to be there. */
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Callable<Set<InterruptionKind>> kinds;
    private final Supplier<Config> config;
    private final Clock clock;

    @Mixin
    private final Terminal terminal = new Terminal();

    @Parameters(
            paramLabel = "FILE.json",
            description = "An event as EventBridge sends it, or a JSON array of several, which make a digest.")
    private Path file = Path.of("");

    @Option(names = "--channel", required = true, paramLabel = "NAME", description = "The channel.")
    private String channel = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "message",
            description =
                    "What to print: ${COMPLETION-CANDIDATES}. message: headers and all parts; text: the text or JSON"
                            + " alone; html: the HTML of a mail alone. Default: ${DEFAULT-VALUE}.")
    private Payload.Format format = Payload.Format.message;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When it is worded, for example 2026-11-20T08:16:00Z. Default: 5 s after the latest notice.")
    private @Nullable Instant at;

    @Mixin
    private final Size size = new Size();

    /**
     * @param kinds reads which kinds of events people want to know of
     * @param config reads the settings that live elsewhere
     */
    public Render(Callable<Set<InterruptionKind>> kinds, Supplier<Config> config, Clock clock) {
        this.kinds = kinds;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        List<Interruption> interruptions = new EventFile(
                        file, AwsSettings.ownRegion().orElse("us-east-1"), kinds.call())
                .interruptions(clock.instant());
        Instant worded = Objects.requireNonNullElseGet(at, () -> afterTheLastOf(interruptions));
        MessageCapture capture = new MessageCapture();
        Clock then = Clock.fixed(worded, ZoneOffset.UTC);
        Map<String, String> switchedOn = Map.of("spot.channel." + channel + ".enabled", "true");
        try (ChannelRoutes routes = new DryRun(then, "", capture, switchedOn).start(config.get())) {
            Optional<String> absent = routes.absent(List.of(channel));
            if (absent.isPresent()) {
                terminal.err().println(absent.get());
                return CommandLine.ExitCode.USAGE;
            }
            SampleFacts facts = size.on(interruptions.size());
            Answer answer = routes.send(
                    channel, interruptions.stream().map(facts::alert).toList());
            terminal.err()
                    .println("Nothing was sent. What the instances run is made up; the wording is that of " + worded
                            + ".");
            int exit = printed(capture.recorded(), answer);
            return routes.templatesAreGood(terminal.err()) ? exit : CommandFailures.FAILED;
        }
    }

    private static Instant afterTheLastOf(List<Interruption> interruptions) {
        return interruptions.stream()
                .map(Interruption::noticedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .plus(LATER);
    }

    private int printed(List<Payload> payloads, Answer answer) {
        List<String> texts = payloads.stream()
                .flatMap(payload -> format.of(payload).stream())
                .toList();
        terminal.print(payloads, out -> out.print(String.join("\n", texts)));
        terminal.out().flush();
        Optional<String> problem = problem(payloads, answer, !texts.isEmpty());
        problem.ifPresent(terminal.err()::println);
        return problem.isPresent() ? CommandFailures.FAILED : 0;
    }

    private Optional<String> problem(List<Payload> payloads, Answer answer, boolean shown) {
        if (!answer.sent()) {
            return Optional.of("the route of channel " + channel + " has failed: " + answer.text());
        }
        if (shown) {
            return Optional.empty();
        }
        return Optional.of(
                payloads.isEmpty()
                        ? "channel " + channel + " would send nothing"
                        : "the message of channel " + channel + " has no " + format);
    }
}
