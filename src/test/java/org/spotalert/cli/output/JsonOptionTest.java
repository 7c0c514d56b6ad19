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

class JsonOptionTest {

    record Row(Instant at, Duration took, Severity severity) {}

    @Command
    static final class Listing implements Runnable {

        @Mixin
        private final JsonOption json = new JsonOption();

        private final StringWriter out = new StringWriter();

        @Override
        public void run() {
            PrintWriter writer = new PrintWriter(out, true);
            Row row = new Row(Instant.parse("2026-11-20T08:15:42Z"), Duration.ofMillis(400), Severity.WARNING);
            json.print(List.of(row), writer, () -> writer.print("a table"));
            writer.flush();
        }
    }

    @Test
    void recordsArePrintedAsJsonWhenThatIsAskedFor() {
        Listing listing = new Listing();
        new CommandLine(listing).execute("--json");

        assertThat(listing.out.toString().replaceAll("\\s", ""))
                .isEqualTo("[{\"at\":\"2026-11-20T08:15:42Z\",\"took\":\"PT0.4S\",\"severity\":\"warning\"}]");
    }

    @Test
    void tableIsPrintedOtherwise() {
        Listing listing = new Listing();
        new CommandLine(listing).execute();

        assertThat(listing.out).hasToString("a table");
    }
}
