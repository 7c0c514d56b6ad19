package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.local.Variables;

/** Commands of the jar at a terminal that is one for the kernel, and in a pipe. */
@DisabledOnOs(OS.WINDOWS)
class TerminalIT {

    private static final String TERMINAL =
            "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @TempDir
    private Path directory;

    /** Starts the jar; the error output goes to a file of its own. */
    private Process start(boolean terminal, Path errors, Map<String, String> variables, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(terminal ? List.of("python3", "-c", TERMINAL) : List.of());
        command.addAll(List.of("sh", "-c", "exec \"$@\" 2> '" + errors + "'", "sh"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@src/main/docker/jvm.options",
                "-jar",
                "target/spot-interruption-alerts.jar"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("NO_COLOR");
        builder.environment().put("TERM", "xterm");
        builder.environment().putAll(variables);
        return builder.start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "true, TERM, xterm, true",
        "true, NO_COLOR, 1, false",
        "true, TERM, dumb, false",
        "false, TERM, xterm, false"
    })
    void onlyATerminalThatWantsColoursHasThem(boolean terminal, String variable, String value, boolean colours)
            throws Exception {
        Process help = start(terminal, directory.resolve("errors"), Map.of(variable, value), "check", "--help");

        String said = output(help);
        assertThat(said).contains("--timeout");
        assertThat(said.contains("\u001B")).isEqualTo(colours);
        assertThat(help.waitFor()).isZero();
    }

    /** AWS answers nothing, so that the command works for as long as it may. */
    @Test
    void progressGoesToThePersonAndJsonToTheProgram() throws Exception {
        Path seen = directory.resolve("seen");
        Path piped = directory.resolve("piped");
        try (ServerSocket aws = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, String> settings =
                    new HashMap<>(Variables.aws(URI.create("http://127.0.0.1:" + aws.getLocalPort())));
            settings.putAll(Map.of("NO_COLOR", "1", "SPOT_STORE_URL", "jdbc:h2:mem:store"));
            Process atTerminal = start(true, seen, settings, "check", "--json", "--timeout", "8");
            Process inPipe = start(false, piped, settings, "check", "--json", "--timeout", "8");

            assertThat(STRICT.readTree(output(atTerminal)).findValuesAsText("subject"))
                    .contains("queue", "catalogue");
            assertThat(STRICT.readTree(output(inPipe)).findValuesAsText("subject"))
                    .contains("queue", "catalogue");
            assertThat(atTerminal.waitFor()).isEqualTo(1);
            assertThat(inPipe.waitFor()).isEqualTo(1);
        }
        assertThat(Files.readAllLines(seen))
                .contains("  catalogue: ok")
                .anyMatch(line -> line.matches("check is still at work, after \\d+ s"))
                .noneMatch(line -> line.contains("\u001B"));
        assertThat(piped).isEmptyFile();
    }
}
