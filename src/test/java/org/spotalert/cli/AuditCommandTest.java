package org.spotalert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.app.Settings;
import org.spotalert.fleet.reclaims.TakenByAws;
import org.spotalert.model.Alert;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.decide.MovingClock;
import org.spotalert.pipeline.notify.deliveries.NotificationRecord;
import org.spotalert.pipeline.store.TestStore;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the command says of what AWS has taken. */
class AuditCommandTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path directory;

    private final MovingClock clock = new MovingClock(NOW.toString());
    private final TakenByAws aws = new TakenByAws();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void close() {
        aws.close();
    }

    private String url() {
        return "jdbc:h2:file:" + directory.resolve("store");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        Properties properties = new Properties();
        try (Reader defaults = Files.newBufferedReader(Path.of("application.properties"))) {
            properties.load(defaults);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        properties.setProperty("spot.store.url", url());
        properties.setProperty("camel.management.port", "1");
        Callable<Settings> settings = () -> new Settings(name -> Optional.ofNullable(properties.getProperty(name))
                .map(text -> text.replaceAll("\\{\\{env:\\w+:([^}]*)}}", "$1")));
        return new CommandLine(CommandSpec.create())
                .addSubcommand(new AuditCommand(settings, clock))
                .addSubcommand(new HistoryCommand(false, settings, clock))
                .setExecutionExceptionHandler(new CommandFailures())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void notified(String id, Instant end, int secondsLeft, String channel) {
        MovingClock then = new MovingClock(end.minusSeconds(secondsLeft).toString());
        try (TestStore store = new TestStore(url(), then)) {
            Alert alert =
                    Samples.warning().id(id).noticedAt(end.minusSeconds(120)).alert();
            store.incidents().decided(List.of(alert));
            new NotificationRecord(store.incidents(), alerts -> "thread", then).sent(channel, List.of(alert), null);
            store.incidents().write();
        }
    }

    private void taken() {
        Instant end = NOW.minus(Duration.ofDays(40));
        notified(Samples.id(1), end, 100, "slack");
        notified(Samples.id(2), end, 45, "email");
        aws.evicted(TakenByAws.ACCOUNT, end, List.of(Samples.id(1), Samples.id(2), Samples.id(3)))
                .answer();
    }

    @Test
    void whatWentWrongIsListedAndAllIsCounted() {
        taken();

        assertThat(run("audit", "--since", "90d")).isOne();
        assertThat(out.toString().lines())
                .as(err.toString())
                .containsExactly(
                        "ENDED                 INSTANCE             ACCOUNT       REGION     VERDICT          SECONDS LEFT  RULE",
                        "2026-10-11T12:00:00Z  i-00000000000000002  210987654321  eu-west-1  LATE             45            -",
                        "2026-10-11T12:00:00Z  i-00000000000000003  210987654321  eu-west-1  NEVER_ANNOUNCED  -             -",
                        "since 2026-08-22T12:00:00Z: 3 taken: 1 notified in time, 1 notified late, 0 announced by AWS,"
                                + " nobody was notified, 1 never announced by AWS");

        assertThat(run("audit", "--since", "90d", "--all")).isOne();
        assertThat(out.toString()).contains("IN_TIME          100");
    }

    @Test
    void quietDayIsGood() {
        taken();

        assertThat(run("audit")).isZero();
        assertThat(out.toString())
                .contains("since 2026-11-19T12:00:00Z: 0 taken: 0 announced by AWS, nobody was notified, 0 never");
    }

    @Test
    void whatCouldNotBeSeenIsSaidAndNotGood() throws Exception {
        taken();
        aws.fail(TakenByAws.EVENTS, 400, "AccessDeniedException", "");

        assertThat(run("audit", "--since", "90d")).isOne();
        assertThat(out.toString())
                .contains(
                        ": unknown taken: unknown announced",
                        "could not ask eu-west-1 for cloudtrail:LookupEvents: AccessDenied");

        assertThat(run("audit", "--json")).isOne();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("complete").asBoolean(true)).isFalse();
        assertThat(json.at("/missed/exact").asBoolean(true)).isFalse();
        assertThat(json.at("/unseen/0/what").asText()).isEqualTo("cloudtrail:LookupEvents");
    }

    @Test
    void storeThatCannotBeReadIsReported() {
        assertThat(run("audit")).isOne();
        assertThat(err.toString()).startsWith("The store cannot be read here");
    }

    @Test
    void longerThanAwsKeepsRecordsIsAMistakeOfTheCommandLine() {
        assertThat(run("audit", "--since", "91d")).isEqualTo(2);
        assertThat(err.toString()).contains("AWS keeps its records for 90 days");
    }

    @Test
    void historySaysWhichShareKeptThePromise() {
        taken();

        assertThat(run("history", "--slo", "--since", "60d")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "CHANNEL  ALERTS  90 S LEFT  SHARE    MEDIAN  LEAST",
                        "email    1       0          0.0 %    45 s    45 s",
                        "slack    1       1          100.0 %  100 s   100 s",
                        "all      2       1          50.0 %   100 s   45 s");

        assertThat(run("history", "--slo")).isZero();
        assertThat(out.toString().strip()).isEqualTo("no channel had a warning since 2026-10-21T12:00:00Z");
    }
}
