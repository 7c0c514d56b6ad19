package org.spotalert.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.spotalert.bench.aws.CallCounts;
import org.spotalert.bench.aws.World;
import org.spotalert.bench.receiver.Channel;
import org.spotalert.bench.report.CaseResult;
import org.spotalert.bench.report.Figures;
import org.spotalert.bench.report.Spread;
import org.spotalert.bench.report.Table;
import org.spotalert.bench.report.Target;

/** One event at a time: how long from SendMessage until the last of three channels has the alert. */
final class OneEvent implements BenchmarkCase {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** A cluster so large makes the source design take half a minute an event. */
    private static final int LARGE = 1000;

    private static final int REPETITIONS_IF_SLOW = 3;

    private final Options options;
    private final Random random = new Random(1);

    OneEvent(Options options) {
        this.options = options;
    }

    /**
     * What was measured for one contender and one cluster size.
     *
     * @param millis from SendMessage to the last receipt
     * @param callsPerEvent calls to EC2 and ECS by action
     * @param otherCallsPerEvent calls to SQS and SNS by action; long polls while idle are among them
     * @param throttled how many calls AWS refused in all
     * @param lost how many events did not reach all channels in time
     */
    record Measured(
            String contender,
            int clusterSize,
            Spread millis,
            Map<String, Double> callsPerEvent,
            Map<String, Double> otherCallsPerEvent,
            int throttled,
            int lost) {}

    @Override
    public String name() {
        return "one-event";
    }

    @Override
    public CaseResult run(Stage stage) throws InterruptedException {
        List<Measured> all = new ArrayList<>();
        for (int size : options.sizes()) {
            for (Contender contender : options.contenders()) {
                BenchmarkCase.say("one event, cluster of " + size + " instances: " + contender.title());
                all.add(measure(stage, contender, size));
            }
        }
        return new CaseResult(name(), all, List.of(table(all)), targets(all));
    }

    private Measured measure(Stage stage, Contender contender, int size) throws InterruptedException {
        // The second cluster is for the warm-up: no instance is interrupted twice.
        World world = World.of(2, size, options.services(), options.tasks());
        stage.furnish(world);
        int repetitions = contender == Contender.SOURCE_DESIGN && size >= LARGE
                ? Math.min(REPETITIONS_IF_SLOW, options.repetitions())
                : Math.min(size, options.repetitions());
        List<Double> millis = new ArrayList<>();
        Map<String, Integer> lookups = new TreeMap<>();
        Map<String, Integer> others = new TreeMap<>();
        int throttled = 0;
        try (MeasuredProcess process = stage.start(contender, "one-event-" + contender + "-" + size)) {
            for (int place = 0; place < Math.min(size, options.warmUps()); place++) {
                process.checkAlive();
                reachesAll(stage, world.instanceId(world.instance(1, place)));
            }
            for (int repetition = 0; repetition < repetitions; repetition++) {
                // At no fixed distance from the contender's own look at the queue.
                Thread.sleep(300 + random.nextInt(700));
                process.checkAlive();
                stage.begin(world);
                int place = (2 * repetition + 1) * size / (2 * repetitions);
                reachesAll(stage, world.instanceId(world.instance(0, place))).ifPresent(millis::add);
                CallCounts.Snapshot calls = stage.calls();
                calls.lookups().forEach((action, count) -> lookups.merge(action, count, Integer::sum));
                calls.others().forEach((action, count) -> others.merge(action, count, Integer::sum));
                throttled += calls.throttled();
            }
        }
        return new Measured(
                contender.title(),
                size,
                Spread.of(millis),
                perEvent(lookups, repetitions),
                perEvent(others, repetitions),
                throttled,
                repetitions - millis.size());
    }

    private static Map<String, Double> perEvent(Map<String, Integer> calls, int events) {
        Map<String, Double> each = new TreeMap<>();
        calls.forEach((action, count) -> each.put(action, count / (double) events));
        return each;
    }

    /**
     * Sends the interruption of the instance and waits until all channels have named it and its message is gone.
     *
     * @return the milliseconds from SendMessage to the last channel's receipt; empty when one has none in time
     */
    static OptionalDouble reachesAll(Stage stage, String instanceId) {
        long sent = System.nanoTime();
        stage.queue().send(instanceId);
        try {
            Stage.await(
                    "all channels",
                    PATIENCE,
                    () -> receipts(stage, instanceId).allMatch(OptionalLong::isPresent)
                            && stage.queue().depth() == 0);
        } catch (ConditionTimeoutException lost) {
            return OptionalDouble.empty();
        }
        long last = receipts(stage, instanceId)
                .mapToLong(OptionalLong::getAsLong)
                .max()
                .orElseThrow();
        return OptionalDouble.of((last - sent) / 1e6);
    }

    private static Stream<OptionalLong> receipts(Stage stage, String instanceId) {
        return Stream.of(Channel.values()).map(channel -> stage.receipts().named(channel, instanceId));
    }

    private static Table table(List<Measured> all) {
        return new Table(
                "One event: SendMessage to the last of three channels",
                List.of(
                        "cluster",
                        "contender",
                        "min / median / max",
                        "x floor",
                        "lookups",
                        "calls an event",
                        "throttled"),
                all.stream()
                        .map(each -> List.of(
                                each.clusterSize() + " instances",
                                each.contender(),
                                Figures.times(each.millis()) + (each.lost() > 0 ? ", " + each.lost() + " lost" : ""),
                                Figures.number(ratio(each, find(all, Contender.FLOOR, each.clusterSize())), 2),
                                Figures.number(
                                        each.callsPerEvent().values().stream()
                                                .mapToDouble(Double::doubleValue)
                                                .sum(),
                                        1),
                                Figures.calls(each.callsPerEvent()),
                                String.valueOf(each.throttled())))
                        .toList());
    }

    private static Measured find(List<Measured> all, Contender contender, int size) {
        return all.stream()
                .filter(each -> each.contender().equals(contender.title()) && each.clusterSize() == size)
                .findFirst()
                .orElse(new Measured(contender.title(), size, Spread.of(List.of()), Map.of(), Map.of(), 0, 0));
    }

    private static double ratio(Measured one, Measured other) {
        return one.millis().median() / other.millis().median();
    }

    private List<Target> targets(List<Measured> all) {
        List<Target> targets = new ArrayList<>();
        for (int size : options.sizes()) {
            Measured program = find(all, Contender.PROGRAM, size);
            double floor = ratio(program, find(all, Contender.FLOOR, size));
            double source = ratio(find(all, Contender.SOURCE_DESIGN, size), program);
            String where = "one event, cluster of " + size;
            if (!Double.isNaN(floor)) {
                targets.add(new Target(where, "at most 1.5 x floor", Figures.number(floor, 2) + " x", floor <= 1.5));
            }
            if (size == 100 && !Double.isNaN(source)) {
                targets.add(new Target(
                        where,
                        "at least 10 x faster than the source design",
                        Figures.number(source, 1) + " x",
                        source >= 10));
            }
        }
        double smallest =
                find(all, Contender.PROGRAM, options.sizes().get(0)).millis().median();
        double largest = find(
                        all,
                        Contender.PROGRAM,
                        options.sizes().get(options.sizes().size() - 1))
                .millis()
                .median();
        if (!Double.isNaN(largest / smallest)) {
            targets.add(new Target(
                    "one event, largest cluster against smallest",
                    "flat: at most 1.2 x",
                    Figures.number(largest / smallest, 2) + " x",
                    largest / smallest <= 1.2));
        }
        return targets;
    }
}
