package org.spotalert;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spotalert.cli.Commands;
import picocli.CommandLine;

class CommandLineTest {

    @CommandLine.Command
    private static final class Nothing {}

    private final StringWriter out = new StringWriter();

    static Set<String> commands() {
        return Commands.commandsOf(new Nothing()).getSubcommands().keySet();
    }

    private int run(String... arguments) {
        return Commands.commandsOf(new Nothing())
                .setOut(new PrintWriter(out, true))
                .execute(arguments);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandPrintsItsOptionsItsExitCodesAndItsVersion(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.contains("-h, --help"))
                .contains("Exit codes:")
                .anyMatch(line -> line.strip().startsWith("2 "));

        assertThat(run(command, "--version")).isZero();
        assertThat(out.toString()).contains("\nspot-interruption-alerts ");
    }

    /** What completion prints is a script. */
    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandThatAnswersCanDoItInJson(String command) {
        CommandLine line = requireNonNull(
                Commands.commandsOf(new Nothing()).getSubcommands().get(command));
        Stream<CommandLine> answering = Stream.concat(Stream.of(line), line.getSubcommands().values().stream());

        assertThat(answering.map(CommandLine::getCommandSpec))
                .allMatch(each ->
                        each.optionsMap().containsKey("--json") || each.name().equals("completion"));
    }

    @Test
    void bashTakesTheCompletion(@TempDir Path folder) throws Exception {
        assertThat(run("completion")).isZero();
        Path script = Files.writeString(folder.resolve("completion"), out.toString());

        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + "; COMP_WORDS=(spot-alerts sil); COMP_CWORD=1; _complete_spot-alerts;"
                                + " echo ${COMPREPLY[@]}")
                .redirectErrorStream(true)
                .start();

        assertThat(bash.inputReader().lines()).containsExactly("silence");
    }

    /** The list of commands shows the first line of each description only. */
    @Test
    void listOfCommandsHasWholeSentences() {
        String usage = Commands.commandsOf(new Nothing()).getUsageMessage();
        String commands = usage.substring(usage.indexOf("Commands:"));
        List<String> sentences = List.of(commands.strip().split("\n {2}(?=[a-z])"));

        assertThat(sentences).hasSizeGreaterThan(6);
        assertThat(sentences.subList(1, sentences.size()))
                .allMatch(command ->
                        command.replaceAll("Exit codes:.*", "").strip().endsWith("."));
    }
}
