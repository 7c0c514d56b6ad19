package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

    @CommandLine.Command
    private static final class Nothing {}

    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        return CommandWiring.commandsOf(new Nothing())
                .setOut(new PrintWriter(out, true))
                .execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "test-alert", "render", "explain", "silence", "replay", "suppressed"})
    void everyCommandTellsItsOptionsItsExitCodesAndItsVersion(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.contains("-h, --help"))
                .contains("Exit codes:")
                .anyMatch(line -> line.strip().startsWith("2 "));

        assertThat(run(command, "--version")).isZero();
        assertThat(out.toString()).contains("\nspot-interruption-alerts ");
    }
}
