package org.spotalert.cli;

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
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.app.Settings;
import org.spotalert.model.Completeness;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.pipeline.notify.routing.Condition;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import picocli.CommandLine;

/** The command {@code explain} with settings of a test, without AWS and without routes. */
abstract class ExplainRun {

    /** A service that bears the loss, in a cluster that has room. */
    static final String FACTS = """
            {"cluster": {"reference": "blue"},
             "containerInstance": {"arn": "arn", "ec2InstanceId": "i-0a1b2c3d4e5f60718", "status": "DRAINING"},
             "services": [{"name": "orders", "cluster": "blue", "tasksOnInstance": 1, "runningOnInstance": 1,
               "status": {"desired": 4, "running": 4, "pending": 0, "taskDefinition": "orders:1", "loadBalanced": true,
                 "minimumHealthyPercent": 50, "tags": {}}}],
             "capacity": {"lost": [{"service": "orders", "cpu": 256, "memory": 512}],
               "others": [{"instanceId": "i-2", "leaving": false, "cpu": 1024, "memory": 2048}]}}
            """;

    @TempDir
    Path directory;

    final Map<String, String> properties = new HashMap<>(Map.of(
            "spot.events", "interruption-warning,rebalance-recommendation",
            "spot.enrich.timeout", "5s",
            "spot.enrich.quota-share", "50%",
            "spot.store.url", "jdbc:h2:mem:" + UUID.randomUUID(),
            "spot.store.retention", "1h",
            "spot.store.lease", "15s",
            "spot.history.retention", "1h",
            "spot.management.user", "admin",
            "camel.management.port", "9876"));
    List<RunningChannel> channels = List.of(channel("sns", ""));
    Instant lookedUpAsOf = Instant.MIN;
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    static RunningChannel channel(String name, String condition) {
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

    int explain(String event, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("event.json"), event);
        return run(Stream.concat(Stream.of(file.toString()), Stream.of(options)).toArray(String[]::new));
    }

    int explainInstance(String id, String... options) throws IOException {
        String facts = facts(FACTS).toString();
        return run(Stream.concat(Stream.of("--instance", id, "--offline", facts), Stream.of(options))
                .toArray(String[]::new));
    }

    private int run(String... arguments) {
        Explain explain = new Explain(
                () -> new Settings(name -> Optional.ofNullable(properties.get(name))),
                this::nothingFound,
                () -> channels);
        return new CommandLine(explain)
                .setExecutionExceptionHandler(new CommandFailures())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    List<Impact> nothingFound(List<Interruption> interruptions, Clock clock) {
        lookedUpAsOf = clock.instant();
        return interruptions.stream()
                .map(interruption -> new Impact(
                        interruption, null, null, null, List.of(), List.of(), 0, Completeness.COMPLETE, null))
                .toList();
    }

    Path facts(String text) throws IOException {
        return Files.writeString(directory.resolve("facts.json"), text);
    }

    List<String> rows() {
        return out.toString()
                .lines()
                .filter(line -> line.matches("[A-Z_]+ +(send|suppress|no_opinion|indeterminate) +.*"))
                .toList();
    }
}
