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

/** Rounds of the fleet snapshot, of which the first describes every task: 20 clusters, 500 instances, 25,000 tasks. */
final class FleetRound implements BenchmarkCase {

    private static final int CLUSTERS = 20;
    private static final int INSTANCES_PER_CLUSTER = 25;
    private static final int SERVICES = 10;
    private static final int TASKS = 5;

    private static final double MOST_MILLIS = 180_000;

    /**
     * A round.
     *
     * @param millis from the first look at the queue until the snapshot is complete, and from there until all of it is newer
     * @param calls the calls meanwhile
     * @param heapUsed the heap in use then, in bytes
     */
    record Measured(
            String round,
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
            Measured first = measure(
                    "the first, with every task",
                    stage,
                    process,
                    () -> stage.awaitFleet(Contender.PROGRAM, process, world));
            stage.begin(world);
            Measured next = measure("the next", stage, process, () -> stage.awaitNextRound(process));
            int throttled = first.calls().throttled() + next.calls().throttled();
            return new CaseResult(
                    name(),
                    List.of(first, next),
                    List.of(table(List.of(first, next))),
                    List.of(
                            new Target(
                                    "full round of 25,000 tasks",
                                    "within " + Figures.time(MOST_MILLIS),
                                    Figures.time(next.millis()),
                                    next.millis() <= MOST_MILLIS),
                            new Target("throttled calls", "none", String.valueOf(throttled), throttled == 0)));
        }
    }

    private static Measured measure(String round, Stage stage, MeasuredProcess process, Runnable wait) {
        long begun = System.nanoTime();
        wait.run();
        return new Measured(round, (System.nanoTime() - begun) / 1e6, stage.calls(), process.heapUsed());
    }

    private static Table table(List<Measured> rounds) {
        return new Table(
                "Fleet snapshot: rounds",
                List.of("round", "time", "calls", "by action", "a second", "throttled", "heap in use"),
                rounds.stream().map(FleetRound::row).toList());
    }

    private static List<String> row(Measured round) {
        Map<String, Double> calls = new TreeMap<>();
        round.calls().lookups().forEach((action, count) -> calls.put(action, (double) count));
        return List.of(
                round.round(),
                Figures.time(round.millis()),
                String.valueOf(round.calls().totalLookups()),
                Figures.calls(calls),
                Figures.number(round.calls().totalLookups() * 1000 / round.millis(), 1),
                String.valueOf(round.calls().throttled()),
                Figures.size(round.heapUsed()));
    }
}
