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

/** One event at a time: how long from SendMessage until the last of three channels has the alert. */
final class OneEvent implements BenchmarkCase {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
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
     * @param cpuMillis the contender's processor time for an event, its looks at the empty queue included
     * @param callsPerEvent calls to EC2 and ECS by action
     * @param otherCallsPerEvent calls to SQS and SNS by action; long polls while idle are among them
     * @param throttled how many calls AWS refused in all
     * @param lost how many events did not reach all channels in time
     */
    record Measured(
            String contender,
            int clusterSize,
            Spread millis,
            double cpuMillis,
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
                Measured measured = measure(stage, contender, size);
                BenchmarkCase.say("min / median / max " + Figures.times(measured.millis()));
                all.add(measured);
            }
        }
        return new CaseResult(
                name(), all, List.of(OneEventTables.speed(all)), OneEventTables.targets(all, options.sizes()));
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
        double cpuMillis;
        try (MeasuredProcess process = stage.start(contender, "one-event-" + contender + "-" + size)) {
            for (int place = 0; place < Math.min(size, options.warmUps()); place++) {
                process.checkAlive();
                reachesAll(stage, world.instanceId(world.instance(1, place)));
            }
            stage.awaitFleet(contender, process, world);
            double cpuBefore = process.cpuMillis();
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
            cpuMillis = (process.cpuMillis() - cpuBefore) / repetitions;
        }
        return new Measured(
                contender.title(),
                size,
                Spread.of(millis),
                cpuMillis,
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
                    TIMEOUT,
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
}
