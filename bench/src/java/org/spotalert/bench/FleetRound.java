package org.spotalert.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.spotalert.bench.aws.CallCounts;
import org.spotalert.bench.aws.World;
import org.spotalert.bench.report.CaseResult;
import org.spotalert.bench.report.Figures;
import org.spotalert.bench.report.Table;
import org.spotalert.bench.report.Target;

/** The first round of the fleet snapshot, which describes every task: 20 clusters, 500 instances, 25,000 tasks. */
final class FleetRound implements BenchmarkCase {

    private static final int CLUSTERS = 20;
    private static final int INSTANCES_PER_CLUSTER = 25;
    private static final int SERVICES = 10;
    private static final int TASKS = 5;

    private static final double MOST_MILLIS = 180_000;

    /**
     * A round.
     *
     * @param millis from the first look at the queue until the snapshot is complete
     * @param calls the calls by then
     * @param heapUsed the heap in use then, in bytes
     */
    record Measured(
            double millis,
            CallCounts.Snapshot calls,
            @Nullable Long heapUsed) {}

    @Override
    public String name() {
        return "fleet-round";
    }

    @Override
    public CaseResult run(Stage stage) throws InterruptedException {
        World world = World.of(CLUSTERS, INSTANCES_PER_CLUSTER, SERVICES, TASKS);
        stage.furnish(world);
        try (MeasuredProcess process = stage.start(Contender.PROGRAM, name())) {
            long begun = System.nanoTime();
            stage.awaitFleet(Contender.PROGRAM, process, world);
            Measured round = new Measured((System.nanoTime() - begun) / 1e6, stage.calls(), process.heapUsed());
            return new CaseResult(
                    name(),
                    List.of(round),
                    List.of(table(round)),
                    List.of(
                            new Target(
                                    "full round of 25,000 tasks",
                                    "within " + Figures.time(MOST_MILLIS),
                                    Figures.time(round.millis()),
                                    round.millis() <= MOST_MILLIS),
                            new Target(
                                    "throttled calls",
                                    "none",
                                    String.valueOf(round.calls().throttled()),
                                    round.calls().throttled() == 0)));
        }
    }

    private static Table table(Measured round) {
        Map<String, Double> calls = new TreeMap<>();
        round.calls().lookups().forEach((action, count) -> calls.put(action, (double) count));
        return new Table(
                "Fleet snapshot: the first round",
                List.of("time", "calls", "by action", "a second", "throttled", "heap in use"),
                List.of(List.of(
                        Figures.time(round.millis()),
                        String.valueOf(round.calls().totalLookups()),
                        Figures.calls(calls),
                        Figures.number(round.calls().totalLookups() * 1000 / round.millis(), 1),
                        String.valueOf(round.calls().throttled()),
                        Figures.size(round.heapUsed()))));
    }
}
