package org.spotalert;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.spotalert.channel.failure.Failures;
import org.spotalert.command.CommandFailures;
import org.spotalert.command.check.CheckSetUp;
import org.spotalert.command.rehearsal.Render;
import org.spotalert.command.rehearsal.TestAlert;
import org.spotalert.config.CheckSettings;
import org.spotalert.config.EventSettings;
import org.spotalert.local.AwsWorld;
import picocli.CommandLine;

/** A command of the real program, run in the test's process. */
final class CommandLineRun {

    private final Map<String, String> settings = new HashMap<>();

    /**
     * What a command has said.
     *
     * @param text the standard output
     * @param errors the error output
     */
    record Answer(int exit, String text, String errors) {

        /** The result and the text of the first row about this, and what is to be done; empty when there is none. */
        String row(String subject) {
            List<String> lines = text.lines().toList();
            for (int index = 0; index < lines.size(); index++) {
                if (lines.get(index).startsWith(subject + "  ")) {
                    String remedy =
                            index + 1 < lines.size() && lines.get(index + 1).contains("-> ")
                                    ? lines.get(index + 1).strip()
                                    : "";
                    return (lines.get(index).substring(subject.length()).strip() + " " + remedy).replaceAll(" +", " ");
                }
            }
            return "";
        }
    }

    /** Every command sees these settings. */
    CommandLineRun(URI aws, Map<String, String> settings) {
        this.settings.putAll(Map.of(
                "aws.endpointUrl", aws.toString(),
                "aws.region", AwsWorld.REGION,
                "aws.accessKeyId", "local",
                "aws.secretAccessKey", "local",
                "spot.store.url", "jdbc:h2:mem:commands"));
        this.settings.putAll(settings);
    }

    /** Runs a command with some settings changed. */
    Answer run(Map<String, String> changes, String... arguments) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(changes);
        all.forEach(System::setProperty);
        try {
            return answer(arguments);
        } finally {
            all.keySet().forEach(System::clearProperty);
        }
    }

    private static Answer answer(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintWriter text = new PrintWriter(out, true);
        PrintWriter errors = new PrintWriter(err, true);
        Clock clock = Clock.systemUTC();
        Function<Exception, String> reason = new Failures(clock)::describe;
        int exit = new CommandLine(new Nothing())
                .addSubcommand(new CheckSetUp(
                        () -> SpotAlerts.settings(CheckSettings::read),
                        SpotAlerts::dryStart,
                        RehearsalWiring::start,
                        reason,
                        text))
                .addSubcommand(new TestAlert(RehearsalWiring::start, reason, clock, text, errors))
                .addSubcommand(new Render(
                        () -> SpotAlerts.settings(EventSettings::read),
                        RehearsalWiring::start,
                        reason,
                        clock,
                        text,
                        errors))
                .setErr(errors)
                .setExecutionExceptionHandler(new CommandFailures())
                .execute(arguments);
        return new Answer(exit, out.toString(), err.toString());
    }

    @CommandLine.Command
    private static final class Nothing {}
}
