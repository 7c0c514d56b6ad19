package org.spotalert.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.bench.Storm.Measured;
import org.spotalert.bench.aws.AwsProxy.Outage;
import org.spotalert.bench.receiver.Channel;
import org.spotalert.bench.report.Figures;
import org.spotalert.bench.report.Table;
import org.spotalert.bench.report.Target;

/** A storm's figures for people, and its targets. */
final class StormTables {

    private StormTables() {}

    /** One storm in short, for who watches. */
    static String line(Measured storm) {
        return "first %s; named %s, all after %s; %d calls, %d throttled; %d left on the queue"
                .formatted(
                        Figures.time(storm.first()),
                        counts(storm.named()),
                        times(storm.allNamed()),
                        storm.calls().totalLookups(),
                        storm.calls().throttled(),
                        storm.left());
    }

    static List<Table> tables(List<Measured> all) {
        return List.of(speed(all), calls(all));
    }

    private static Table speed(List<Measured> all) {
        return new Table(
                "Storm: time from the first SendMessage, by channel (SNS / Google Chat / e-mail)",
                List.of(
                        "events",
                        "clusters",
                        "contender",
                        "first",
                        "named",
                        "all named",
                        "complete",
                        "all complete",
                        "messages",
                        "left on queue"),
                all.stream()
                        .map(each -> List.of(
                                String.valueOf(each.events()),
                                String.valueOf(each.clusters()),
                                each.contender(),
                                Figures.time(each.first()),
                                counts(each.named()),
                                times(each.allNamed()),
                                counts(each.complete()),
                                times(each.allComplete()),
                                counts(each.messages())
                                        + (each.chatRefused() > 0 ? " (" + each.chatRefused() + " x 429)" : ""),
                                String.valueOf(each.left())))
                        .toList());
    }

    private static Table calls(List<Measured> all) {
        return new Table(
                "Storm: calls to EC2 and ECS, and memory",
                List.of(
                        "events",
                        "clusters",
                        "contender",
                        "calls",
                        "an event",
                        "ECS",
                        "throttled",
                        "least calls",
                        "least time",
                        "RSS at most",
                        "heap in use"),
                all.stream()
                        .map(each -> List.of(
                                String.valueOf(each.events()),
                                String.valueOf(each.clusters()),
                                each.contender(),
                                String.valueOf(each.calls().totalLookups()),
                                Figures.number(each.callsPerEvent(), 2),
                                String.valueOf(each.calls().totalEcs()),
                                String.valueOf(each.calls().throttled()),
                                String.valueOf(each.least().lookups()),
                                Figures.time(each.least().millis()),
                                Figures.size(each.mostResident()),
                                Figures.size(each.heapUsed())))
                        .toList());
    }

    private static String counts(Map<Channel, Integer> byChannel) {
        return join(byChannel.values().stream().map(String::valueOf));
    }

    private static String times(Map<Channel, Double> byChannel) {
        return join(byChannel.values().stream().map(Figures::time));
    }

    private static String join(Stream<String> texts) {
        return texts.collect(Collectors.joining(" / "));
    }

    static List<Target> targets(List<Measured> all, Outage outage) {
        List<Target> targets = new ArrayList<>();
        for (Measured each : all) {
            if (each.contender().equals(Contender.PROGRAM.title())) {
                String where = each.events() + " events, " + each.clusters() + " clusters: ";
                if (outage != Outage.NONE) {
                    targets.add(time(where + "all complete, as of before", 3, each.lastComplete()));
                } else if (each.events() == 50) {
                    targets.add(time(where + "all named", 5, each.lastNamed()));
                } else {
                    targets.addAll(ofMany(where, each, each.events() == 500 ? 5 : 8));
                }
            }
        }
        return targets;
    }

    private static List<Target> ofMany(String where, Measured storm, int seconds) {
        return List.of(
                time(where + "first message", 1, storm.first()),
                time(where + "all complete", seconds, storm.lastComplete()),
                new Target(
                        where + "AWS calls an event (least possible: "
                                + Figures.number(storm.least().lookups() / (double) storm.events(), 2) + ")",
                        "under 0.5",
                        Figures.number(storm.callsPerEvent(), 2),
                        storm.callsPerEvent() < 0.5),
                new Target(
                        where + "throttled calls",
                        "none",
                        String.valueOf(storm.calls().throttled()),
                        storm.calls().throttled() == 0));
    }

    private static Target time(String what, int seconds, double millis) {
        return new Target(what, "within " + seconds + " s", Figures.time(millis), millis <= seconds * 1000.0);
    }
}
