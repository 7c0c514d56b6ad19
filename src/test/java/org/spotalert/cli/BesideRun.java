package org.spotalert.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.spotalert.app.Settings;
import org.spotalert.local.LocalFleet;
import org.spotalert.pipeline.notify.routing.Condition;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import picocli.CommandLine;

/** Commands that read a fleet, in the process of the test, without routes. */
abstract class BesideRun {

    final Map<String, String> properties = new HashMap<>(Map.ofEntries(
            Map.entry("spot.events", "interruption-warning,task-interruption"),
            Map.entry("spot.enrich.timeout", "5s"),
            Map.entry("spot.enrich.quota-share", "50%"),
            Map.entry("spot.fleet", "true"),
            Map.entry("spot.fleet.interval", "30s"),
            Map.entry("spot.fleet.timeout", "1s"),
            Map.entry("spot.fleet.quota-share", "10%"),
            Map.entry("spot.fleet.max-age", "10m"),
            Map.entry("spot.fleet.max-tasks", "100000"),
            Map.entry("spot.owner.tags", "team"),
            Map.entry("spot.store.url", "jdbc:h2:mem:" + UUID.randomUUID()),
            Map.entry("spot.store.retention", "1h"),
            Map.entry("spot.store.lease", "15s"),
            Map.entry("spot.history.retention", "1h"),
            Map.entry("spot.management.user", "admin"),
            Map.entry("camel.management.port", "9876")));
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final Map<String, String> conditions = new HashMap<>(Map.of("sns", ""));
    LocalFleet fleet;

    /** How long every answer of AWS takes. */
    Duration latency() {
        return Duration.ZERO;
    }

    @BeforeEach
    void startFleet() throws IOException {
        fleet = new LocalFleet(latency());
    }

    @AfterEach
    void stopFleet() {
        fleet.close();
    }

    Settings settings() {
        return new Settings(name -> Optional.ofNullable(properties.get(name)));
    }

    /** Runs the command; its exit code. */
    int run(Callable<Integer> command, String... arguments) {
        out.getBuffer().setLength(0);
        return new CommandLine(command)
                .setExecutionExceptionHandler(new CommandFailures())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    Callable<Integer> readiness() {
        return new Readiness(this::settings, Clock.systemUTC());
    }

    List<RunningChannel> channels() {
        return conditions.entrySet().stream()
                .map(channel ->
                        new RunningChannel("direct:channel-" + channel.getKey(), Condition.parse(channel.getValue())))
                .toList();
    }
}
