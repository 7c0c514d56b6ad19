package org.spotalert.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spotalert.model.Severity;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TerminalTest {

    record Row(Instant at, Duration took, Severity severity) {}

    @Command
    static final class Listing implements Runnable {

        @Mixin
        private final Terminal terminal = new Terminal();

        @Override
        public void run() {
            Row row = new Row(Instant.parse("2026-11-20T08:15:42Z"), Duration.ofMillis(400), Severity.WARNING);
            terminal.print(List.of(row), out -> out.println("a table"));
        }
    }

    private static String printed(String... arguments) {
        StringWriter out = new StringWriter();
        new CommandLine(new Listing()).setOut(new PrintWriter(out, true)).execute(arguments);
        return out.toString();
    }

    @Test
    void recordsArePrintedAsJsonWhenThatIsAskedFor() {
        assertThat(printed("--json").replaceAll("\\s", ""))
                .isEqualTo("[{\"at\":\"2026-11-20T08:15:42Z\",\"took\":\"PT0.4S\",\"severity\":\"warning\"}]");
    }

    @Test
    void tableIsPrintedOtherwise() {
        assertThat(printed()).isEqualTo("a table" + System.lineSeparator());
    }
}
