package org.spotalert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.app.Settings;
import org.spotalert.model.Alert;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.decide.MovingClock;
import org.spotalert.pipeline.decide.Suppressed;
import org.spotalert.pipeline.notify.deliveries.NotificationRecord;
import org.spotalert.pipeline.store.TestStore;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the command says of what a program has recorded before. */
class HistoryCommandTest {

    @TempDir
    private Path directory;

    private final MovingClock clock = new MovingClock("2026-11-20T08:00:00Z");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private String url() {
        return "jdbc:h2:file:" + directory.resolve("store");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        Map<String, String> properties = Map.of(
                "spot.store.url", url(),
                "spot.store.retention", "336h",
                "spot.store.lease", "15s",
                "spot.history.retention", "2160h",
                "spot.management.user", "admin",
                "camel.management.port", "1");
        Callable<Settings> settings = () -> new Settings(name -> Optional.ofNullable(properties.get(name)));
        return new CommandLine(CommandSpec.create())
                .addSubcommand(new HistoryCommand(false, settings, clock))
                .addSubcommand("suppressed", new HistoryCommand(true, settings, clock))
                .setExecutionExceptionHandler(new CommandFailures())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void record(Alert alert, String... channels) {
        try (TestStore store = new TestStore(url(), clock)) {
            store.incidents().decided(List.of(alert));
            NotificationRecord notifications = new NotificationRecord(store.incidents(), alerts -> "thread", clock);
            for (String channel : channels) {
                notifications.sent(channel, List.of(alert), null);
            }
            store.incidents().write();
        }
    }

    private void suppress(String id, String noticedAt, Rule rule, String reason) {
        record(Suppressed.alert(id, noticedAt, rule, reason, "orders"));
    }

    @Test
    void latestSuppressedOneStandsFirst() {
        suppress("i-0a1b2c3d4e5f60718", "2026-11-20T07:59:00Z", Rule.SILENCE, "silence 3f2a9c10 of jane: load test");
        clock.advance(Duration.ofMinutes(90));
        suppress(
                "i-00000000000000002",
                "2026-11-20T09:29:00Z",
                Rule.NOT_CRITICAL,
                "none of the services that matter\n\u001b[31m loses tasks");
        record(Samples.warning().alert());

        assertThat(run("suppressed")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "TIME                  INSTANCE             CLUSTER  RULE          REASON",
                        "2026-11-20T09:30:00Z  i-00000000000000002  blue     NOT_CRITICAL  none of the services that"
                                + " matter [31m loses tasks",
                        "2026-11-20T08:00:00Z  i-0a1b2c3d4e5f60718  blue     SILENCE       silence 3f2a9c10 of jane:"
                                + " load test");

        assertThat(run("history", "--suppressed", "--limit", "1")).isZero();
        assertThat(out.toString()).contains("i-00000000000000002", "and 1 more; --limit 2 lists them all");

        assertThat(run("suppressed", "--rule", "SILENCE", "--cluster", "b*")).isZero();
        assertThat(out.toString().lines()).hasSize(2).anyMatch(line -> line.contains("i-0a1b2c3d4e5f60718"));

        assertThat(run("suppressed", "--since", "1h", "--rule", "SILENCE")).isZero();
        assertThat(out.toString().strip()).isEqualTo("no such alert was suppressed since 2026-11-20T08:30:00Z");
    }

    @Test
    void historySaysWhoWasNotifiedAndHowMuchTimeWasLeft() {
        clock.advance(Duration.ofMinutes(16));
        record(Samples.warning().alert(), "slack", "email");
        suppress("i-00000000000000002", "2026-11-20T08:00:00Z", Rule.SILENCE, "load test");

        assertThat(run("history")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "NOTICED               NOTICE                INSTANCE             CLUSTER  SERVICES  DECISION"
                                + "  SENT TO                                       RECOVERED",
                        "2026-11-20T08:15:42Z  interruption-warning  i-0a1b2c3d4e5f60718  blue     orders    SEND    "
                                + "  email with 102 s left, slack with 102 s left  -",
                        "2026-11-20T08:00:00Z  interruption-warning  i-00000000000000002  blue     orders    SILENCE "
                                + "  -                                             -");

        assertThat(run("history", "--service", "nothing")).isZero();
        assertThat(out.toString().strip()).isEqualTo("no such incident since 2026-11-13T08:16:00Z");

        assertThat(run("history", "--service", "ord*", "--json", "--limit", "1"))
                .isZero();
        assertThat(out.toString()).startsWith("{").contains("\"all\":2", "\"channel\":\"slack\"");
    }

    @Test
    void storeThatCannotBeReadIsReported() {
        assertThat(run("history")).isOne();
        assertThat(err.toString()).startsWith("The store cannot be read here").contains("not found");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void wrongOptionsAreReportedWithWhatWouldBeRight() {
        assertThat(run("history", "--since", "yesterday")).isEqualTo(2);
        assertThat(run("history", "--rule", "BORED")).isEqualTo(2);

        assertThat(err.toString()).contains("\"yesterday\" is not a length of time", "MAINTENANCE_WINDOW");
    }

    @Test
    void limitOfNothingIsAMistakeOfTheCommandLine() {
        assertThat(run("history", "--limit", "-1")).isEqualTo(2);
        assertThat(err.toString()).contains("--limit", "give a number from 1 on");
    }

    @Test
    void clusterThatNoneCanBeLikeIsAMistakeOfTheCommandLine() {
        assertThat(run("history", "--cluster", "arn:aws:ecs:eu-west-1:111122223333:cluster/blue"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("a cluster's short name");
    }
}
