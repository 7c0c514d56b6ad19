package org.spotalert.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.spotalert.bench.aws.World;
import org.spotalert.bench.report.CaseResult;
import org.spotalert.bench.report.Figures;
import org.spotalert.bench.report.Spread;
import org.spotalert.bench.report.Table;
import org.spotalert.bench.report.Target;

/** From the start of the JVM until the program is ready, and the memory that it occupies when it has nothing to do. */
final class StartUp implements BenchmarkCase {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int REPETITIONS = 5;

    private final Options options;

    StartUp(Options options) {
        this.options = options;
    }

    /**
     * What was measured on one JDK.
     *
     * @param readyMillis from the start of the process until its health says that it is ready
     * @param lookMillis from the start of the process until it looked at the queue
     * @param cpuMillis the processor time until it was ready
     * @param residentBytes the memory it occupied when it had been idle for ten seconds
     * @param heapBytes the heap in use then, of the last start
     */
    record Measured(
            String jdk,
            Spread readyMillis,
            Spread lookMillis,
            Spread cpuMillis,
            Spread residentBytes,
            @Nullable Long heapBytes) {}

    private record Start(
            double readyMillis,
            double lookMillis,
            double cpuMillis,
            @Nullable Long resident,
            @Nullable Long heap) {}

    @Override
    public String name() {
        return "start-up";
    }

    @Override
    public CaseResult run(Stage stage) throws InterruptedException {
        List<Measured> all = new ArrayList<>();
        for (Path jdk : options.jdks()) {
            BenchmarkCase.say("start-up on " + jdk);
            List<Start> starts = new ArrayList<>();
            for (int repetition = 0; repetition < REPETITIONS; repetition++) {
                starts.add(start(stage, jdk));
            }
            all.add(new Measured(
                    jdk.getFileName().toString(),
                    Spread.of(starts.stream().map(Start::readyMillis).toList()),
                    Spread.of(starts.stream().map(Start::lookMillis).toList()),
                    Spread.of(starts.stream().map(Start::cpuMillis).toList()),
                    Spread.of(starts.stream()
                            .map(Start::resident)
                            .filter(Objects::nonNull)
                            .map(Long::doubleValue)
                            .toList()),
                    starts.get(starts.size() - 1).heap()));
        }
        return new CaseResult(name(), all, List.of(table(all)), targets(all));
    }

    private static Start start(Stage stage, Path jdk) throws InterruptedException {
        stage.furnish(World.of(1, 1, 1, 1));
        long started = System.nanoTime();
        try (MeasuredProcess process = stage.launch(Contender.PROGRAM, jdk, "start-up-" + jdk.getFileName())) {
            double[] millis = {Double.NaN, Double.NaN};
            Stage.await("the program", TIMEOUT, () -> {
                double now = (System.nanoTime() - started) / 1e6;
                if (Double.isNaN(millis[0]) && process.saysReady()) {
                    millis[0] = now;
                }
                if (Double.isNaN(millis[1]) && stage.looks() > 0) {
                    millis[1] = now;
                }
                return !Double.isNaN(millis[0]) && !Double.isNaN(millis[1]);
            });
            double cpuMillis = process.cpuMillis();
            Thread.sleep(IDLE.toMillis());
            return new Start(millis[0], millis[1], cpuMillis, process.resident(), process.heapUsed());
        }
    }

    private static Table table(List<Measured> all) {
        return new Table(
                "Start-up: min / median / max of " + REPETITIONS + " starts",
                List.of("JDK", "ready", "first look at the queue", "CPU until then", "RSS when idle", "heap in use"),
                all.stream()
                        .map(each -> List.of(
                                each.jdk(),
                                Figures.times(each.readyMillis()),
                                Figures.times(each.lookMillis()),
                                Figures.times(each.cpuMillis()),
                                sizes(each.residentBytes()),
                                Figures.size(each.heapBytes())))
                        .toList());
    }

    private static String sizes(Spread bytes) {
        return bytes.count() == 0
                ? "-"
                : Figures.size(((long) bytes.min())) + " / "
                        + Figures.size(((long) bytes.median())) + " / "
                        + Figures.size(((long) bytes.max()));
    }

    private static List<Target> targets(List<Measured> all) {
        List<Target> targets = new ArrayList<>();
        for (Measured each : all) {
            targets.add(new Target(
                    "ready, " + each.jdk(),
                    "under 3 s (median)",
                    Figures.time(each.readyMillis().median()),
                    each.readyMillis().median() < 3000));
            targets.add(new Target(
                    "RSS when idle, " + each.jdk(),
                    "under 200 MB (median)",
                    sizes(each.residentBytes()),
                    each.residentBytes().median() < 200 * 1048576.0));
        }
        return targets;
    }
}
