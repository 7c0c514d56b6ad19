package org.spotalert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.app.Settings;
import org.spotalert.model.Decision.Rule;
import org.spotalert.pipeline.decide.MovingClock;
import org.spotalert.pipeline.decide.Store;
import org.spotalert.pipeline.decide.Suppressed;
import picocli.CommandLine;

/** What the command says of what a program has suppressed before. */
class SuppressedCommandTest {

    @TempDir
    private Path directory;

    private final MovingClock clock = new MovingClock("2026-11-20T08:00:00Z");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private String url() {
        return "jdbc:h2:file:" + directory.resolve("claims");
    }

    private Map<String, String> properties() {
        return Map.of(
                "spot.store.url", url(),
                "spot.store.retention", "336h",
                "spot.management.user", "admin",
                "camel.management.port", "1");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        return new CommandLine(new SuppressedCommand(
                        () -> new Settings(
                                name -> Optional.ofNullable(properties().get(name))),
                        clock))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void suppress(String id, Rule rule, String reason) {
        try (Store store = new Store(url(), clock)) {
            store.record.add(List.of(Suppressed.alert(id, "2026-11-20T07:59:00Z", rule, reason, "orders")));
            store.record.write();
        }
    }

    @Test
    void lastDecidedStandsFirst() {
        suppress("i-0a1b2c3d4e5f60718", Rule.SILENCE, "silence 3f2a9c10 of jane: load test");
        clock.advance(Duration.ofMinutes(90));
        suppress("i-00000000000000002", Rule.NOT_CRITICAL, "none of the services that matter\n\u001b[31m loses tasks");

        assertThat(run()).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "TIME                  INSTANCE             CLUSTER  RULE          REASON",
                        "2026-11-20T09:30:00Z  i-00000000000000002  blue     NOT_CRITICAL  none of the services that"
                                + " matter [31m loses tasks",
                        "2026-11-20T08:00:00Z  i-0a1b2c3d4e5f60718  blue     SILENCE       silence 3f2a9c10 of jane:"
                                + " load test");

        assertThat(run("--limit", "1")).isZero();
        assertThat(out.toString()).contains("i-00000000000000002", "and 1 more; --limit 2 lists them all");

        assertThat(run("--rule", "SILENCE", "--cluster", "b*")).isZero();
        assertThat(out.toString().lines()).hasSize(2).anyMatch(line -> line.contains("i-0a1b2c3d4e5f60718"));

        assertThat(run("--since", "1h", "--rule", "SILENCE")).isZero();
        assertThat(out.toString().strip()).isEqualTo("no such alert was suppressed since 2026-11-20T08:30:00Z");
    }

    @Test
    void storeThatCannotBeReadIsTold() {
        assertThat(run()).isOne();
        assertThat(err.toString())
                .startsWith("The store of the claims cannot be read here")
                .contains("not found");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void wrongOptionsAreToldWithWhatWouldBeRight() {
        assertThat(run("--since", "yesterday")).isEqualTo(2);
        assertThat(run("--rule", "BORED")).isEqualTo(2);

        assertThat(err.toString()).contains("\"yesterday\" is not a length of time", "MAINTENANCE_WINDOW");
    }

    @Test
    void limitOfNothingIsAMistakeOfTheCommandLine() {
        assertThat(run("--limit", "-1")).isEqualTo(2);
        assertThat(err.toString()).contains("--limit: give a number from 1 on");
    }

    @Test
    void clusterThatNoneCanBeLikeIsAMistakeOfTheCommandLine() {
        assertThat(run("--cluster", "arn:aws:ecs:eu-west-1:111122223333:cluster/blue"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("a cluster's short name");
    }
}
