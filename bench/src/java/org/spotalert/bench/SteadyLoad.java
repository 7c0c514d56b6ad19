package org.spotalert.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.spotalert.bench.aws.World;
import org.spotalert.bench.receiver.Channel;
import org.spotalert.bench.report.CaseResult;
import org.spotalert.bench.report.Figures;
import org.spotalert.bench.report.Table;
import org.spotalert.bench.report.Target;

/**
 * The highest rate of events that is held: until the end each event is named by SNS and by e-mail, which list everything,
 * within three seconds, and the queue is empty soon after the last one, which Google Chat has a say in as well.
 */
final class SteadyLoad implements BenchmarkCase {

    private static final double MOST_LAG_MILLIS = 3000;
    private static final double WANTED_LAG_MILLIS = 2000;
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final List<Channel> LISTING = List.of(Channel.SNS, Channel.EMAIL);
    private static final int HIGHEST_RATE = 512;
    /** Shorter runs find the rate, one of the full length confirms it. */
    private static final int SEARCH_SECONDS = 20;

    private static final int CLUSTERS = 20;
    /** As many as ECS allows in a cluster. */
    private static final int INSTANCES_PER_CLUSTER = 5000;

    private final Options options;

    SteadyLoad(Options options) {
        this.options = options;
    }

    /**
     * A rate that was tried.
     *
     * @param replicas how many processes shared the load
     * @param perSecond events a second
     * @param seconds for how long
     * @param mostLag the longest time from SendMessage to the slower of the two listing channels, in milliseconds
     * @param missing how many events one of them did not name
     * @param left how many messages were left on the queue after a few seconds
     * @param throttled how many calls AWS refused
     */
    record Tried(int replicas, int perSecond, int seconds, double mostLag, int missing, int left, int throttled) {

        boolean held() {
            return missing == 0 && left == 0 && mostLag < MOST_LAG_MILLIS;
        }
    }

    @Override
    public String name() {
        return "steady-load";
    }

    @Override
    public CaseResult run(Stage stage) throws InterruptedException {
        return options.rate() == 0 ? search(stage) : hold(stage);
    }

    /** Tries the one rate, by each number of replicas. */
    private CaseResult hold(Stage stage) throws InterruptedException {
        List<Tried> all = new ArrayList<>();
        for (int replicas : options.replicas()) {
            hold(stage, replicas, options.rate(), options.seconds(), all);
        }
        return new CaseResult(
                name(),
                all,
                List.of(),
                all.stream()
                        .map(tried -> new Target(
                                tried.perSecond() + " events a second, " + tried.replicas() + " replicas",
                                "lag within " + Figures.time(WANTED_LAG_MILLIS),
                                describe(tried),
                                tried.held() && tried.mostLag() <= WANTED_LAG_MILLIS))
                        .toList());
    }

    private CaseResult search(Stage stage) throws InterruptedException {
        List<Tried> all = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (int replicas : options.replicas()) {
            int highest = search(stage, replicas, all);
            rows.add(List.of(
                    String.valueOf(replicas),
                    options.seconds() + " s",
                    highest == 0 ? "below 1 a second" : highest + " a second",
                    all.stream()
                            .filter(tried -> tried.replicas() == replicas)
                            .map(SteadyLoad::describe)
                            .reduce((one, other) -> one + "; " + other)
                            .orElse("")));
        }
        Table table = new Table(
                "Steady load: the highest rate held with a lag under 3 s",
                List.of("replicas", "held for", "events", "tried"),
                rows);
        return new CaseResult(name(), all, List.of(table), List.of());
    }

    private static String describe(Tried tried) {
        return tried.perSecond() + "/s for " + tried.seconds() + " s: "
                + (tried.held() ? "held, " : "not held, ") + "lag " + Figures.time(tried.mostLag())
                + (tried.missing() > 0 ? ", " + tried.missing() + " not named" : "")
                + (tried.left() > 0 ? ", " + tried.left() + " left" : "")
                + (tried.throttled() > 0 ? ", " + tried.throttled() + " throttled" : "");
    }

    /** Doubles the rate until it is not held, halves the gap twice, then confirms for the whole time. */
    private int search(Stage stage, int replicas, List<Tried> all) throws InterruptedException {
        int trial = Math.min(SEARCH_SECONDS, options.seconds());
        int held = 0;
        int failed = 1;
        while (failed <= HIGHEST_RATE && hold(stage, replicas, failed, trial, all)) {
            held = failed;
            failed *= 2;
        }
        for (int step = 0; step < 2 && failed - held > 1; step++) {
            int middle = (held + failed) / 2;
            if (hold(stage, replicas, middle, trial, all)) {
                held = middle;
            } else {
                failed = middle;
            }
        }
        while (held > 0 && options.seconds() > trial && !hold(stage, replicas, held, options.seconds(), all)) {
            held = held * 3 / 4;
        }
        return held;
    }

    private boolean hold(Stage stage, int replicas, int perSecond, int seconds, List<Tried> all)
            throws InterruptedException {
        boolean search = options.rate() == 0;
        int instances = perSecond * seconds / (CLUSTERS - 1) + 1 + options.warmUps();
        World world =
                World.of(CLUSTERS, search ? INSTANCES_PER_CLUSTER : instances, options.services(), options.tasks());
        stage.furnish(world);
        List<MeasuredProcess> processes = new ArrayList<>();
        try {
            for (int replica = 0; replica < replicas; replica++) {
                processes.add(stage.start(Contender.PROGRAM, "steady-load-" + replica));
            }
            // The last cluster is for the warm-up.
            IntStream.range(0, options.warmUps())
                    .forEach(
                            place -> OneEvent.reachesAll(stage, world.instanceId(world.instance(CLUSTERS - 1, place))));
            // A world of the largest clusters is larger than any snapshot.
            for (int replica = 0; replica < replicas && !search; replica++) {
                stage.awaitFleet(Contender.PROGRAM, processes.get(replica), world);
            }
            stage.begin(world);
            Tried tried = measure(stage, world, replicas, perSecond, seconds);
            BenchmarkCase.say("steady load, " + replicas + " replicas: " + describe(tried));
            all.add(tried);
            return tried.held();
        } finally {
            processes.forEach(MeasuredProcess::close);
        }
    }

    private static Tried measure(Stage stage, World world, int replicas, int perSecond, int seconds)
            throws InterruptedException {
        Map<String, Long> sent = new EvenLoad(stage.queue(), perSecond, seconds)
                .send(event -> world.instanceId(world.instance(event % (CLUSTERS - 1), event / (CLUSTERS - 1))));
        try {
            Stage.await("an empty queue", DRAIN, () -> stage.queue().depth() == 0);
        } catch (ConditionTimeoutException notHeld) {
            BenchmarkCase.say("the queue is not empty " + DRAIN.toSeconds() + " s after the last event");
        }
        double mostLag = 0;
        int missing = 0;
        for (Map.Entry<String, Long> event : sent.entrySet()) {
            for (Channel channel : LISTING) {
                OptionalLong named = stage.receipts().named(channel, event.getKey());
                if (named.isEmpty()) {
                    missing++;
                } else {
                    mostLag = Math.max(mostLag, (named.getAsLong() - event.getValue()) / 1e6);
                }
            }
        }
        return new Tried(
                replicas,
                perSecond,
                seconds,
                mostLag,
                missing,
                stage.queue().depth(),
                stage.calls().throttled());
    }
}
