package org.spotalert.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.spotalert.bench.aws.World;
import org.spotalert.bench.receiver.Channel;
import org.spotalert.bench.report.CaseResult;
import org.spotalert.bench.report.Figures;
import org.spotalert.bench.report.Spread;
import org.spotalert.bench.report.Table;
import org.spotalert.bench.report.Target;

/**
 * A fresh warning stands behind many stale notices, as when the program starts after hours. The instances of the stale ones
 * are gone. The last run goes on until all are worked off; a fresh warning comes every ten seconds meanwhile.
 */
final class StaleQueue implements BenchmarkCase {

    private static final int REPETITIONS = 3;
    private static final Duration AGE = Duration.ofHours(3);
    private static final Duration FRESH_TIMEOUT = Duration.ofMinutes(5);
    private static final int MOST_SECONDS = 900;
    private static final int SECONDS_BETWEEN = 10;
    private static final double TARGET_MILLIS = 10_000;

    private final Options options;

    StaleQueue(Options options) {
        this.options = options;
    }

    /**
     * What was measured in one run. Times are in milliseconds; not a number where it did not happen.
     *
     * @param first from the program's first look at the queue until any channel names the fresh instance
     * @param last the same for the last of the three channels
     * @param receives how many ReceiveMessage calls the program had made by then
     * @param resident the most memory that it had occupied by then, in bytes
     * @param rest what followed; null in the runs that end with the fresh warning
     */
    record Measured(
            double first,
            double last,
            int receives,
            @Nullable Long resident,
            @Nullable Rest rest) {}

    /**
     * How the stale notices were worked off.
     *
     * @param millis from the first look until the queue is empty; not a number when it does not get so far
     * @param later how long each later fresh warning takes to the first channel
     * @param receives how many ReceiveMessage calls it takes
     * @param sent how many stale notices SNS, which lists everything, names
     * @param left how many messages are left on the queue
     * @param deadLetters how many the queue has given up
     * @param resident the most memory that the process occupies, in bytes
     */
    record Rest(
            double millis,
            Spread later,
            int receives,
            int sent,
            int left,
            int deadLetters,
            @Nullable Long resident) {}

    @Override
    public String name() {
        return "stale-queue";
    }

    @Override
    public CaseResult run(Stage stage) throws InterruptedException {
        List<Measured> all = new ArrayList<>();
        for (int run = 1; run <= REPETITIONS; run++) {
            BenchmarkCase.say("a fresh warning behind " + options.stale() + " stale notices: run " + run);
            Measured measured = measure(stage, run);
            BenchmarkCase.say(String.join(", ", row(measured)));
            all.add(measured);
        }
        double median = Spread.of(all.stream().map(Measured::first).toList()).median();
        Target target = new Target(
                "a fresh warning behind " + options.stale() + " stale ones",
                "within 10 s (median)",
                Figures.time(median),
                median <= TARGET_MILLIS);
        return new CaseResult(name(), all, List.of(fresh(all), rest(all)), List.of(target));
    }

    private Measured measure(Stage stage, int run) throws InterruptedException {
        World world = World.of(1, 1 + MOST_SECONDS / SECONDS_BETWEEN, options.services(), options.tasks());
        World gone = World.of(1, options.stale(), 1, 1);
        List<String> stale =
                IntStream.range(0, options.stale()).mapToObj(gone::instanceId).toList();
        stage.furnish(world);
        stage.queue().sendAll(stale, AGE);
        String fresh = world.instanceId(0);
        stage.queue().send(fresh);
        try (MeasuredProcess process = stage.start(Contender.PROGRAM, "stale-queue-" + run)) {
            long start = System.nanoTime();
            OptionalLong last = awaitAllChannels(stage, process, fresh);
            return new Measured(
                    millis(start, stage.receipts().firstNamed(List.of(fresh))),
                    millis(start, last),
                    stage.looks(),
                    process.mostResident(),
                    run < REPETITIONS ? null : workOff(stage, process, world, stale, start));
        }
    }

    private static OptionalLong awaitAllChannels(Stage stage, MeasuredProcess process, String id) {
        Supplier<Stream<OptionalLong>> receipts = () ->
                Stream.of(Channel.values()).map(channel -> stage.receipts().named(channel, id));
        try {
            Stage.await("the fresh warning", FRESH_TIMEOUT, () -> {
                process.checkAlive();
                return receipts.get().allMatch(OptionalLong::isPresent);
            });
        } catch (ConditionTimeoutException lost) {
            return OptionalLong.empty();
        }
        return receipts.get().flatMapToLong(OptionalLong::stream).max();
    }

    private static Rest workOff(Stage stage, MeasuredProcess process, World world, List<String> stale, long start)
            throws InterruptedException {
        Map<String, Long> sent = new LinkedHashMap<>();
        int left = stage.queue().depth();
        for (int second = 0; left > 0 && second < MOST_SECONDS; second++) {
            process.checkAlive();
            if (second % SECONDS_BETWEEN == 0) {
                String id = world.instanceId(1 + sent.size());
                sent.put(id, System.nanoTime());
                stage.queue().send(id);
            }
            Thread.sleep(1000);
            left = stage.queue().depth();
        }
        OptionalLong end = left > 0 ? OptionalLong.empty() : OptionalLong.of(System.nanoTime());
        List<Double> later = sent.entrySet().stream()
                .map(each -> millis(each.getValue(), stage.receipts().firstNamed(List.of(each.getKey()))))
                .toList();
        return new Rest(
                millis(start, end),
                Spread.of(later),
                stage.looks(),
                stage.receipts().named(Channel.SNS, stale),
                left,
                stage.queue().deadLetters(),
                process.mostResident());
    }

    private static double millis(long from, OptionalLong to) {
        return to.isPresent() ? (to.getAsLong() - from) / 1e6 : Double.NaN;
    }

    private static List<String> row(Measured each) {
        return List.of(
                Figures.time(each.first()),
                Figures.time(each.last()),
                String.valueOf(each.receives()),
                Figures.size(each.resident()));
    }

    private Table fresh(List<Measured> all) {
        return new Table(
                "A fresh warning behind " + options.stale() + " stale notices: time from the first look at the queue",
                List.of("first channel", "all channels", "receives", "RSS at most"),
                all.stream().map(StaleQueue::row).toList());
    }

    private static Table rest(List<Measured> all) {
        return new Table(
                "The stale ones, and fresh warnings among them (min / median / max)",
                List.of(
                        "later fresh ones",
                        "all worked off",
                        "receives",
                        "sent",
                        "left",
                        "dead letters",
                        "RSS at most"),
                all.stream()
                        .map(Measured::rest)
                        .flatMap(Stream::ofNullable)
                        .map(rest -> List.of(
                                Figures.times(rest.later()),
                                Figures.time(rest.millis()),
                                String.valueOf(rest.receives()),
                                String.valueOf(rest.sent()),
                                String.valueOf(rest.left()),
                                String.valueOf(rest.deadLetters()),
                                Figures.size(rest.resident())))
                        .toList());
    }
}
