package org.spotalert.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.spotalert.cli.dryrun.ChannelRoutes;
import org.spotalert.cli.dryrun.ChannelRoutes.Answer;
import org.spotalert.cli.dryrun.DryRun;
import org.spotalert.cli.dryrun.SampleFacts.Size;
import org.spotalert.cli.explain.MadeUpNotice;
import org.spotalert.cli.output.Table;
import org.spotalert.cli.output.Terminal;
import org.spotalert.model.Alert;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Place;
import org.spotalert.model.Resource.Ec2Instance;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.config.Config;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends a test message through the real channels. */
@Command(
        name = "test-alert",
        description = {
            "Sends a message that is marked as a test through the channels, and prints what each has answered.",
            "The message says TEST in its headline and first of all. Instance, cluster and services in it are "
                    + "made up. It takes the channels' own routes, retries and rates; no queue is read, and nothing is "
                    + "remembered as sent. A channel on standby as another's fallback receives it as well."
        },
        exitCodeList = {
            "0:each channel has taken the message",
            "1:a channel has failed, a template is broken, or the channels do not start; the table or the error output says why",
            "2:the command line is wrong, or there is no such channel"
        })
public final class TestAlert implements Callable<Integer> {

    private static final String MARK = "TEST: ";
    private static final String REMARK = "TEST: no instance is taken back. This message tries the channels; instance,"
            + " cluster and services in it are made up.";
    private static final String INSTANCE = "i-00000000000000000";

    private final Supplier<Config> config;
    private final Clock clock;

    @Mixin
    private final Terminal terminal = new Terminal();

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            description = "Notify this channel only; may be given several times. Default: all that are switched on.")
    private List<String> channels = List.of();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "interruption",
            description = "What is announced: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Kind kind = Kind.interruption;

    @Mixin
    private final Size size = new Size();

    /** What can be announced, as it is written on the command line. */
    enum Kind {
        interruption(InterruptionKind.INTERRUPTION_WARNING),
        rebalance(InterruptionKind.REBALANCE_RECOMMENDATION);

        private final InterruptionKind announced;

        Kind(InterruptionKind announced) {
            this.announced = announced;
        }
    }

    public TestAlert(Supplier<Config> config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        try (ChannelRoutes routes = new DryRun(clock, MARK, null, Map.of()).start(config.get())) {
            List<String> receivers = channels.isEmpty()
                    ? routes.names()
                    : channels.stream().distinct().toList();
            Optional<String> absent = routes.absent(receivers);
            if (absent.isPresent()) {
                terminal.err().println(absent.get());
                return CommandLine.ExitCode.USAGE;
            }
            terminal.err()
                    .println("Sending to " + String.join(", ", receivers)
                            + "; what fails is tried again for some seconds.");
            List<Sent> sent = send(routes, receivers);
            terminal.print(sent, out -> print(sent, out));
            boolean good = routes.templatesAreGood(terminal.err());
            return good && sent.stream().allMatch(Sent::good) ? 0 : CommandFailures.FAILED;
        }
    }

    private List<Sent> send(ChannelRoutes routes, List<String> receivers)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(receivers.size());
        try {
            List<Callable<Sent>> sends = receivers.stream()
                    .<Callable<Sent>>map(name -> () -> Sent.of(name, routes.send(name, List.of(alert()))))
                    .toList();
            List<Sent> sent = new ArrayList<>();
            for (Future<Sent> one : threads.invokeAll(sends)) {
                sent.add(one.get());
            }
            return sent;
        } finally {
            threads.shutdownNow();
        }
    }

    /** What became of the message at a channel. */
    private record Sent(String channel, String result, Duration took, String answer) {

        static Sent of(String channel, Answer answer) {
            return new Sent(channel, answer.sent() ? "sent" : "failed", answer.took(), answer.text());
        }

        private boolean good() {
            return result.equals("sent");
        }
    }

    private static void print(List<Sent> all, PrintWriter out) {
        Table table = Table.withNumbers("TOOK", "CHANNEL", "RESULT", "TOOK", "ANSWER");
        all.forEach(sent -> table.add(
                sent.channel(),
                sent.result(),
                String.format(Locale.ROOT, "%.1f s", sent.took().toMillis() / 1000.0),
                sent.answer()));
        table.print(out);
    }

    private Alert alert() {
        Place place = new Place(null, AwsSettings.ownRegion().orElse("us-east-1"), null);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return size.on(1)
                .alert(MadeUpNotice.of(kind.announced, new Ec2Instance(INSTANCE), place, now))
                .withRemark(REMARK);
    }
}
