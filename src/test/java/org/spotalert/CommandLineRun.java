package org.spotalert;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spotalert.cli.Commands;
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

        /** What both outputs say, the error output first. */
        String both() {
            return errors + text;
        }

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
                // moto may be slow where many tests run.
                "spot.enrich.timeout", "20s",
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
        int exit = Commands.commandsOf(new Nothing())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Answer(exit, out.toString(), err.toString());
    }

    @CommandLine.Command
    private static final class Nothing {}
}
