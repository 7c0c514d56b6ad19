package org.spotalert.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spotalert.bench.aws.AwsProxy.Outage;
import org.spotalert.bench.aws.World;
import org.spotalert.bench.report.Report;

/** Runs the chosen cases one after the other. A slow result fails nothing; only what could not be measured does. */
public final class Benchmark {

    private static final Path FOLDER = Path.of("target", "bench");

    private Benchmark() {}

    /**
     * Runs the benchmark in the project's root.
     *
     * @param arguments none; see {@link Options}
     */
    public static void main(String[] arguments) throws Exception {
        Options options = Options.read(System.getProperties());
        Files.createDirectories(FOLDER);
        Map<String, BenchmarkCase> cases = new LinkedHashMap<>();
        for (BenchmarkCase each : List.of(
                new OneEvent(options),
                new Storm(options, Outage.NONE),
                new Storm(options, Outage.SILENT),
                new Storm(options, Outage.THROTTLED),
                new FleetRound(),
                new StaleQueue(options),
                new SteadyLoad(options),
                new StartUp(options))) {
            cases.put(each.name(), each);
        }
        Report report = new Report(FOLDER);
        try (Stage stage = new Stage(options)) {
            warmUp(stage);
            for (String name : options.cases()) {
                BenchmarkCase chosen = cases.get(name);
                if (chosen == null) {
                    throw new IllegalArgumentException("bench.cases: \"" + name + "\" is none of " + cases.keySet());
                }
                run(chosen, stage, report, options);
            }
        }
        System.out.println("The tables are in " + FOLDER.resolve("results.md") + ", all figures beside it as JSON.");
        // The queue server leaves threads behind.
        System.exit(0);
    }

    private static void run(BenchmarkCase chosen, Stage stage, Report report, Options options)
            throws IOException, InterruptedException {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("machine", Machine.description());
        conditions.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        conditions.put("load before (1, 5, 15 minutes)", Machine.load());
        conditions.put("latency of a call", options.latency().toMillis() + " ms");
        conditions.put("AWS's quotas", options.quotas() ? "as documented" : "none");
        conditions.put("on each instance", options.services() + " services of " + options.tasks() + " tasks");
        conditions.put("JVM flags", String.join(" ", options.flags()));
        conditions.put("environment", options.environment().keySet().toString());
        var result = chosen.run(stage);
        conditions.put("load after", Machine.load());
        report.add(result, conditions);
    }

    /** The servers run in this JVM, too: the first contender must not pay for compiling them. */
    private static void warmUp(Stage stage) throws InterruptedException {
        World world = World.of(1, 50, 10, 5);
        stage.furnish(world);
        try (MeasuredProcess floor = stage.start(Contender.FLOOR, "warm-up")) {
            for (int place = 0; place < world.instances(); place++) {
                floor.checkAlive();
                OneEvent.reachesAll(stage, world.instanceId(place));
            }
        }
    }
}
