package org.spotalert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.app.Settings;
import org.spotalert.local.Events;
import org.spotalert.model.Completeness;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.pipeline.notify.Channels;
import org.spotalert.pipeline.notify.routing.Condition;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import picocli.CommandLine;

class ExplainTest {

    /** A service that bears the loss, in a cluster that has room. */
    private static final String FACTS = """
            {"cluster": {"reference": "blue"},
             "containerInstance": {"arn": "arn", "ec2InstanceId": "i-0a1b2c3d4e5f60718", "status": "DRAINING"},
             "services": [{"name": "orders", "cluster": "blue", "tasksOnInstance": 1, "runningOnInstance": 1,
               "status": {"desired": 4, "running": 4, "pending": 0, "taskDefinition": "orders:1", "loadBalanced": true,
                 "minimumHealthyPercent": 50, "tags": {}}}],
             "capacity": {"lost": [{"service": "orders", "cpu": 256, "memory": 512}],
               "others": [{"instanceId": "i-2", "leaving": false, "cpu": 1024, "memory": 2048}]}}
            """;

    @TempDir
    private Path directory;

    private final Map<String, String> properties = new HashMap<>(Map.of(
            "spot.events", "interruption-warning,rebalance-recommendation",
            "spot.enrich.timeout", "5s",
            "spot.enrich.quota-share", "50%",
            "spot.store.url", "jdbc:h2:mem:" + UUID.randomUUID(),
            "spot.store.retention", "1h",
            "spot.store.lease", "15s",
            "spot.history.retention", "1h",
            "spot.management.user", "admin",
            "camel.management.port", "9876"));
    private List<RunningChannel> channels = List.of(channel("sns", ""));
    private Instant lookedUpAsOf = Instant.MIN;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static RunningChannel channel(String name, String condition) {
        return new RunningChannel("direct:channel-" + name, Condition.parse(condition));
    }

    @BeforeEach
    void region() {
        System.setProperty("aws.region", "eu-west-1");
    }

    @AfterEach
    void noRegion() {
        System.clearProperty("aws.region");
    }

    private int explain(String event, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("event.json"), event);
        Explain explain = new Explain(
                () -> new Settings(name -> Optional.ofNullable(properties.get(name))),
                this::nothingFound,
                new Explain.ChannelLookup() {
                    @Override
                    public List<RunningChannel> running() {
                        return channels;
                    }

                    @Override
                    public Channels among(List<RunningChannel> running) {
                        return new Channels(() -> running, name -> Optional.ofNullable(properties.get(name)));
                    }
                });
        String[] arguments =
                Stream.concat(Stream.of(file.toString()), Stream.of(options)).toArray(String[]::new);
        return new CommandLine(explain)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private Impact nothingFound(Interruption interruption, Clock clock) {
        lookedUpAsOf = clock.instant();
        return new Impact(interruption, null, null, null, List.of(), List.of(), 0, Completeness.COMPLETE);
    }

    private Path facts(String text) throws IOException {
        return Files.writeString(directory.resolve("facts.json"), text);
    }

    private List<String> rows() {
        return out.toString()
                .lines()
                .filter(line -> line.matches("[A-Z_]+ +(send|suppress|no_opinion|indeterminate) +.*"))
                .toList();
    }

    @Test
    void everyRuleIsExplainedOffline() throws IOException {
        properties.put("spot.suppress.enough-capacity", "true");
        properties.put("spot.critical-services", "search");
        properties.put("spot.maintenance-windows", "daily 08:15-08:16 Europe/London");

        int exit = explain(
                Events.text("interruption-warning-terminate"),
                "--offline",
                facts(FACTS).toString());

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString())
                .startsWith(
                        "EC2 Spot Instance Interruption Warning about i-0a1b2c3d4e5f60718 in eu-west-1 at"
                                + " 2026-11-20T08:15:42Z; cluster blue; services: 1, standalone tasks: 0, daemon tasks: 0; COMPLETE")
                .endsWith("\nSUPPRESS by MAINTENANCE_WINDOW: maintenance window daily 08:15-08:16 Europe/London of"
                        + " MAINTENANCE_WINDOWS until 2026-11-20T08:16:00Z: maintenance\nSEVERITY warning\n");
        assertThat(rows())
                .extracting(row -> row.replaceAll(" +", " ").replaceFirst("^(\\S+ \\S+) .*", "$1"))
                .containsExactly(
                        "NOT_IN_ECS no_opinion",
                        "NO_TASKS_LOST no_opinion",
                        "SILENCE indeterminate",
                        "MAINTENANCE_WINDOW suppress",
                        "IMPACT_UNKNOWN no_opinion",
                        "NOT_CRITICAL suppress",
                        "ENOUGH_CAPACITY suppress",
                        "TASKS_LOST send");
    }

    @Test
    void eachInstanceOfAnEventIsExplained() throws IOException {
        properties.put("spot.events", "scheduled-change");
        String event = Events.text("scheduled-change")
                .replace("\"affectedEntities\": [", "\"affectedEntities\": [{\"entityValue\": \"i-00000001\"},");

        assertThat(explain(event, "--offline", facts(FACTS).toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString().lines().filter(line -> line.startsWith("AWS Health Event about ")))
                .hasSize(2)
                .anyMatch(line -> line.contains("i-00000001 in eu-west-1"));
    }

    @Test
    void whatWasFoundCanBeKeptAndUsedAgain() throws IOException {
        Path saved = directory.resolve("saved.json");

        assertThat(explain(
                        Events.text("rebalance-recommendation"),
                        "--offline",
                        facts(FACTS).toString(),
                        "--save",
                        saved.toString()))
                .isZero();
        String first = out.toString();
        assertThat(explain(Events.text("rebalance-recommendation"), "--offline", saved.toString()))
                .isZero();

        assertThat(out.toString()).isEqualTo(first + first);
        assertThat(first).contains("SEND by TASKS_LOST");
    }

    @Test
    void withoutFactsTheInstanceIsLookedUp() throws IOException {
        assertThat(explain(Events.text("interruption-warning-terminate"))).isZero();

        assertThat(out.toString())
                .endsWith(
                        "SUPPRESS by NOT_IN_ECS: no ECS cluster lists the instance, and EC2 does not know it\nSEVERITY warning\n");
    }

    @Test
    void oldEventIsExplainedAsItWasDecided() throws IOException {
        assertThat(explain(Events.text("interruption-warning-terminate"), "--at", "2026-11-20T08:15:44Z"))
                .isZero();

        assertThat(lookedUpAsOf).isEqualTo("2026-11-20T08:15:44Z");
    }

    @Test
    void withoutADatabaseItIsSaidThatSilencesAreNotRead() throws IOException {
        properties.put("spot.store.url", "jdbc:h2:file:" + directory.resolve("none"));

        assertThat(explain(Events.text("interruption-warning-terminate"))).isZero();

        assertThat(err.toString()).startsWith("silences are not read, and count as none here");
        assertThat(rows()).anyMatch(row -> row.matches("SILENCE +indeterminate +.*"));
        assertThat(directory).isDirectoryNotContaining("glob:**none*");
    }

    @Test
    void brokenRulesFileIsSaid() throws IOException {
        properties.put(
                "spot.rules",
                Files.writeString(directory.resolve("rules.yaml"), "maintenance-windows: 7")
                        .toString());

        assertThat(explain(Events.text("interruption-warning-terminate"))).isZero();

        assertThat(err.toString()).contains("rules.yaml is refused, and counts as empty here: line 1");
    }

    @ParameterizedTest
    @CsvSource({
        "state-change, SPOT_EVENTS (spot.events) leaves state-change out",
        "container-instance-state-change, an event of another kind",
        "recovery-check, a message of the program to itself"
    })
    void whatTellsNobodyIsSaid(String event, String said) throws IOException {
        assertThat(explain(Events.text(event))).isZero();

        assertThat(out.toString()).startsWith(said);
    }

    @Test
    void eventThatSpotEventsNamesIsExplained() throws IOException {
        properties.put("spot.events", "state-change");

        assertThat(explain(Events.text("state-change"))).isZero();

        assertThat(out.toString()).startsWith("EC2 Instance State-change Notification about ");
    }

    @ParameterizedTest
    @CsvSource({"malformed-not-json, event.json: the event cannot be understood: the message body is not JSON"})
    void eventThatCannotBeUnderstoodIsSaid(String event, String expected) throws IOException {
        assertThat(explain(Events.text(event))).isOne();

        assertThat(err.toString()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cluster\": 7} | facts.json: line 1",
                "{\"servces\": []} | Unrecognized field \"servces\"",
                "null | facts.json: holds nothing",
                "'' | facts.json: ",
            })
    void factsThatCannotBeReadAreSaid(String text, String expected) throws IOException {
        assertThat(explain(
                        Events.text("interruption-warning-terminate"),
                        "--offline",
                        facts(text).toString()))
                .isOne();

        assertThat(err.toString()).contains(expected);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void fileThatIsNotThereIsSaid() throws IOException {
        assertThat(explain(Events.text("interruption-warning-terminate"), "--offline", "absent.json"))
                .isOne();

        assertThat(err.toString().trim()).isEqualTo("there is no file absent.json");
    }

    @Test
    void severityAndReceiversAreExplainedWithTheirConditions() throws IOException {
        properties.put("spot.channel.chat.fallback", "pager");
        channels = List.of(
                channel("sns", ""),
                channel("chat", "cluster=blue, severity>=critical"),
                channel("mail", "service=search"),
                channel("pager", ""));
        String lost = FACTS.replace("\"running\": 4", "\"running\": 2");

        assertThat(explain(
                        Events.text("interruption-warning-terminate"),
                        "--offline",
                        facts(lost).toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString().replaceAll(" +", " ")).endsWith("""
                        SEVERITY critical

                        CHANNEL RECEIVES CONDITION
                        chat yes cluster=blue, severity>=critical
                        mail no service=search
                        pager only as a fallback none: every alert
                        sns yes none: every alert
                        """);
    }

    @Test
    void factsThatLackAMemberAreSaidWithTheirPlace() throws IOException {
        String lacking = FACTS.replace("\"cluster\": {", "\"completeness\": {\"missing\": []}, \"cluster\": {");

        assertThat(explain(
                        Events.text("interruption-warning-terminate"),
                        "--offline",
                        facts(lacking).toString()))
                .isOne();
        assertThat(err.toString()).contains("completeness").doesNotContain("org.spotalert", "toArray");
    }

    @Test
    void thresholdOfTheSettingsIsExplained() throws IOException {
        properties.put("spot.severity.critical-below", "80%");

        explain(
                Events.text("interruption-warning-terminate"),
                "--offline",
                facts(FACTS).toString());

        assertThat(out.toString()).contains("SEVERITY critical");
    }

    @Test
    void alertThatNoChannelWantsIsForTheDefaultOrForNobody() throws IOException {
        channels = List.of(channel("mail", "service=search"));
        String facts = facts(FACTS).toString();

        explain(Events.text("interruption-warning-terminate"), "--offline", facts);
        assertThat(out.toString())
                .endsWith("NOBODY would be notified: no channel wants the alert, and there is no"
                        + " spot.channel.default\n");

        properties.put("spot.channel.default", "mail");
        explain(Events.text("interruption-warning-terminate"), "--offline", facts);
        assertThat(out.toString().replaceAll(" +", " ")).endsWith("mail as the default service=search\n");
    }
}
