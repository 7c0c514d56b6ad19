package org.spotalert.command.rehearsal;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.spotalert.aws.AwsClients;
import org.spotalert.command.CommandFailures;
import org.spotalert.command.Version;
import org.spotalert.decide.Alert;
import org.spotalert.event.InstanceAction;
import org.spotalert.event.Interruption;
import org.spotalert.event.InterruptionKind;
import org.spotalert.rehearsal.ChannelRoutes;
import org.spotalert.rehearsal.ChannelRoutes.Answer;
import org.spotalert.rehearsal.Rehearsal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends a test message through the real channels. */
@Command(
        name = "test-alert",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Sends a message that is marked as a test through the channels, and prints what each has " + "answered.",
            "The message says TEST in its headline and first of all. Instance, cluster and services in it are "
                    + "made up. It takes the channels' own routes, retries and rates; no queue is read, and nothing is "
                    + "remembered as sent. A channel that stands by as another's fallback is told as well."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:each channel has taken the message",
            "1:a channel has failed, or the channels do not start; the table or the error output says why",
            "2:the command line is wrong, or there is no such channel"
        })
public final class TestAlert implements Callable<Integer> {

    private static final String MARK = "TEST: ";
    private static final String REMARK = "TEST: no instance is taken back. This message tries the channels; instance,"
            + " cluster and services in it are made up.";
    private static final String INSTANCE = "i-00000000000000000";

    private final Rehearsal.Stage stage;
    private final Function<Exception, String> reason;
    private final Clock clock;
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            description = "Tell this channel only; may be given several times. Default: all that are switched on.")
    private List<String> channels = List.of();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "interruption",
            description = "What is announced: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Kind kind = Kind.interruption;

    @Option(
            names = "--services",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many services lose tasks; the first drops below its minimum. Default: ${DEFAULT-VALUE}.")
    private int services;

    /** What can be announced, as it is written on the command line. */
    enum Kind {
        interruption(InterruptionKind.INTERRUPTION_WARNING, InstanceAction.TERMINATE),
        rebalance(InterruptionKind.REBALANCE_RECOMMENDATION, InstanceAction.UNKNOWN);

        private final InterruptionKind announced;
        private final InstanceAction action;

        Kind(InterruptionKind announced, InstanceAction action) {
            this.announced = announced;
            this.action = action;
        }
    }

    /**
     * @param stage starts the channels' routes
     * @param reason describes a failed send for a reader, without secrets
     */
    public TestAlert(
            Rehearsal.Stage stage, Function<Exception, String> reason, Clock clock, PrintWriter out, PrintWriter err) {
        this.stage = stage;
        this.reason = reason;
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    /** Sends the message and returns the exit code. */
    @Override
    public Integer call() throws Exception {
        try (ChannelRoutes routes = stage.start(new Rehearsal(clock, MARK, null, Map.of()))) {
            List<String> there = routes.names();
            List<String> told =
                    channels.isEmpty() ? there : channels.stream().distinct().toList();
            if (told.isEmpty() || !there.containsAll(told)) {
                err.println(Channels.missing(told, there));
                return CommandLine.ExitCode.USAGE;
            }
            err.println("Sending to " + String.join(", ", told) + "; what fails is tried again for some seconds.");
            List<Answer> answers = send(routes, told);
            new AnswerTable(reason, out).print(told, answers);
            return answers.stream().allMatch(answer -> answer.failure() == null) ? 0 : CommandFailures.FAILED;
        }
    }

    private List<Answer> send(ChannelRoutes routes, List<String> told) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(told.size());
        try {
            List<Callable<Answer>> sends = new ArrayList<>();
            told.forEach(name -> sends.add(() -> routes.send(name, List.of(alert()))));
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(sends)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private Alert alert() {
        Interruption interruption = new Interruption(
                null,
                kind.announced,
                null,
                AwsClients.ownRegion().orElseThrow(),
                null,
                INSTANCE,
                kind.action,
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        return new SampleFacts(Math.max(1, services), 1).alert(interruption).withRemark(REMARK);
    }
}
