package org.spotalert.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.spotalert.bench.aws.AwsProxy.Outage;
import org.spotalert.bench.aws.CallCounts;
import org.spotalert.bench.aws.World;
import org.spotalert.bench.receiver.Channel;
import org.spotalert.bench.receiver.Receipts;
import org.spotalert.bench.report.CaseResult;

/** Many events at once, each of another instance, spread evenly over some clusters: every instance of them is lost. */
final class Storm implements BenchmarkCase {

    private static final int WARM_UPS = 3;
    /** When nothing is left on the queue and nothing more has come for so long, nothing will. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Options options;
    private final Outage outage;

    /** @param outage how EC2 and ECS fail once the program knows the fleet */
    Storm(Options options, Outage outage) {
        this.options = options;
        this.outage = outage;
    }

    /**
     * What was measured in one storm. Times are in milliseconds from the first SendMessage; not a number where it did not
     * happen in time.
     *
     * @param first until any channel named the first instance
     * @param named by channel: how many instances it named
     * @param allNamed by channel: until it had named all
     * @param complete by channel: how many of the instances it named with nothing missing
     * @param allComplete by channel: until it had named all with nothing missing
     * @param messages by channel: how many messages it got
     * @param chatRefused how many chat messages were refused, above the space's limit
     * @param left how many messages were still on the queue at the end
     * @param calls the calls in all
     * @param mostResident the most memory that the process occupied, in bytes
     * @param heapUsed its heap in use at the end, in bytes
     * @param least the fewest calls that find everything
     */
    record Measured(
            String contender,
            int events,
            int clusters,
            double first,
            Map<Channel, Integer> named,
            Map<Channel, Double> allNamed,
            Map<Channel, Integer> complete,
            Map<Channel, Double> allComplete,
            Map<Channel, Integer> messages,
            int chatRefused,
            int left,
            CallCounts.Snapshot calls,
            @Nullable Long mostResident,
            @Nullable Long heapUsed,
            LeastCalls least) {

        double callsPerEvent() {
            return calls.totalLookups() / (double) events;
        }

        /** Until the last of the channels that could name all had done so. */
        double lastNamed() {
            return latest(allNamed);
        }

        /** Until the last of the channels that can name all had named all, with nothing missing. */
        double lastComplete() {
            return latest(allComplete);
        }

        private static double latest(Map<Channel, Double> times) {
            return times.values().stream()
                    .filter(time -> !time.isNaN())
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(Double.NaN);
        }
    }

    @Override
    public String name() {
        return outage == Outage.NONE ? "storm" : "storm-" + outage.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public CaseResult run(Stage stage) throws InterruptedException {
        List<Measured> all = new ArrayList<>();
        for (int events : options.events()) {
            for (int clusters : options.clusters()) {
                for (Contender contender : options.contenders()) {
                    // The floor knows single events only; LeastCalls says what a storm costs at least.
                    if (contender == Contender.PROGRAM || (contender != Contender.FLOOR && outage == Outage.NONE)) {
                        BenchmarkCase.say(events + " events over " + clusters + " clusters: " + contender.title());
                        Measured measured = measure(stage, contender, events, clusters);
                        BenchmarkCase.say(StormTables.line(measured));
                        all.add(measured);
                    }
                }
            }
        }
        return new CaseResult(name(), all, StormTables.tables(all), StormTables.targets(all, outage));
    }

    private Measured measure(Stage stage, Contender contender, int events, int clusters) throws InterruptedException {
        int perCluster = (events + clusters - 1) / clusters;
        // The last cluster is for the warm-up.
        World world = World.of(clusters + 1, perCluster, options.services(), options.tasks());
        List<String> ids = IntStream.range(0, events)
                .mapToObj(event -> world.instanceId(world.instance(event % clusters, event / clusters)))
                .toList();
        stage.furnish(world);
        String log = name() + "-" + contender + "-" + events + "-" + clusters;
        try (MeasuredProcess process = stage.start(contender, log)) {
            for (int place = 0; place < Math.min(WARM_UPS, perCluster); place++) {
                OneEvent.reachesAll(stage, world.instanceId(world.instance(clusters, place)));
            }
            stage.awaitFleet(contender, process, world);
            stage.begin(world);
            stage.fail(outage);
            long sent = System.nanoTime();
            stage.queue().sendAll(ids);
            awaitEnd(stage, ids);
            process.checkAlive();
            Receipts receipts = stage.receipts();
            return new Measured(
                    contender.title(),
                    events,
                    clusters,
                    millis(sent, receipts.firstNamed(ids)),
                    byChannel((got, channel) -> got.named(channel, ids), receipts),
                    byChannel((got, channel) -> millis(sent, got.allNamed(channel, ids)), receipts),
                    byChannel((got, channel) -> got.complete(channel, ids), receipts),
                    byChannel((got, channel) -> millis(sent, got.allComplete(channel, ids)), receipts),
                    byChannel(Receipts::messages, receipts),
                    stage.chatRefused(),
                    stage.queue().depth(),
                    stage.calls(),
                    process.mostResident(),
                    process.heapUsed(),
                    LeastCalls.of(events, clusters, perCluster, options.services(), world.tasksPerInstance()));
        }
    }

    /** Until every message is gone and all alerts are complete, or nothing more comes, or the timeout is over. */
    private void awaitEnd(Stage stage, List<String> ids) {
        try {
            Stage.await("the end of the storm", options.timeout(), () -> {
                Receipts receipts = stage.receipts();
                long quiet = System.nanoTime() - receipts.lastAt();
                boolean complete = Stream.of(Channel.values())
                        .anyMatch(channel -> receipts.allComplete(channel, ids).isPresent());
                // As long as an alert is incomplete, a recovery check may complete it.
                int open = stage.queue().depth() + (complete ? 0 : stage.queue().delayed());
                return open == 0 && quiet > (complete ? QUIET_NANOS / 5 : QUIET_NANOS);
            });
        } catch (ConditionTimeoutException tooLong) {
            BenchmarkCase.say("not at its end within "
                    + Duration.ofNanos(options.timeout().toNanos()));
        }
    }

    private static <T> Map<Channel, T> byChannel(BiFunction<Receipts, Channel, T> figure, Receipts receipts) {
        return Stream.of(Channel.values())
                .collect(Collectors.toMap(
                        channel -> channel,
                        channel -> figure.apply(receipts, channel),
                        (one, other) -> one,
                        () -> new EnumMap<>(Channel.class)));
    }

    private static double millis(long sent, OptionalLong at) {
        return at.isPresent() ? (at.getAsLong() - sent) / 1e6 : Double.NaN;
    }
}
