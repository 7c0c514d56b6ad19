package org.spotalert.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spotalert.bench.OneEvent.Measured;
import org.spotalert.bench.report.Figures;
import org.spotalert.bench.report.Spread;
import org.spotalert.bench.report.Table;
import org.spotalert.bench.report.Target;

/** One event's figures for people, and their targets. */
final class OneEventTables {

    private OneEventTables() {}

    static Table speed(List<Measured> all) {
        return new Table(
                "One event: SendMessage to the last of three channels",
                List.of(
                        "cluster",
                        "contender",
                        "min / median / max",
                        "x floor",
                        "CPU an event",
                        "lookups",
                        "calls an event",
                        "throttled"),
                all.stream()
                        .map(each -> List.of(
                                each.clusterSize() + " instances",
                                each.contender(),
                                Figures.times(each.millis()) + (each.lost() > 0 ? ", " + each.lost() + " lost" : ""),
                                Figures.number(ratio(each, find(all, Contender.FLOOR, each.clusterSize())), 2),
                                Figures.time(each.cpuMillis()),
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
                .orElse(new Measured(
                        contender.title(), size, Spread.of(List.of()), Double.NaN, Map.of(), Map.of(), 0, 0));
    }

    private static double ratio(Measured one, Measured other) {
        return one.millis().median() / other.millis().median();
    }

    static List<Target> targets(List<Measured> all, List<Integer> sizes) {
        List<Target> targets = new ArrayList<>();
        for (int size : sizes) {
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
        if (sizes.size() > 1) {
            targets.add(flat(all, sizes));
        }
        return targets;
    }

    private static Target flat(List<Measured> all, List<Integer> sizes) {
        double smallest = find(all, Contender.PROGRAM, sizes.get(0)).millis().median();
        double largest = find(all, Contender.PROGRAM, sizes.get(sizes.size() - 1))
                .millis()
                .median();
        return new Target(
                "one event, largest cluster against smallest",
                "flat: at most 1.2 x",
                Figures.number(largest / smallest, 2) + " x",
                largest / smallest <= 1.2);
    }
}
