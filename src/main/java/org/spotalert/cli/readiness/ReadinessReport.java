package org.spotalert.cli.readiness;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.spotalert.cli.output.Table;
import org.spotalert.cli.readiness.ReadinessCheck.Fault;
import org.spotalert.cli.readiness.ReadinessCheck.Subject;
import org.spotalert.fleet.SpotUse;
import org.spotalert.model.Ownership;
import org.spotalert.platform.text.TextSanitizer;

/**
 * Which services and standalone tasks are not fit for Spot capacity.
 *
 * @param checked how many services and groups of standalone tasks run on Spot capacity
 * @param faults by owner, then by service
 * @param notLookedAt what could not be checked, for a reader
 * @param problems what could not be read, for a reader; empty when all was
 */
public record ReadinessReport(int checked, List<Row> faults, List<String> notLookedAt, List<String> problems) {

    /** A fault, and who looks after the service or the standalone tasks. */
    public record Row(
            @Nullable String owner, String cluster, String name, ReadinessCheck check, String found, String change) {

        private static Row of(SpotUse use, Fault fault, Ownership ownership) {
            return new Row(
                    ownership.owner(), use.cluster().name(), use.name(), fault.check(), fault.found(), fault.change());
        }
    }

    /** The report about these. */
    static ReadinessReport of(
            List<Subject> subjects,
            Function<SpotUse, Ownership> owners,
            List<String> notLookedAt,
            List<String> problems) {
        return new ReadinessReport(
                subjects.size(),
                subjects.stream()
                        .flatMap(subject -> subject.faults()
                                .map(fault -> Row.of(subject.use(), fault, owners.apply(subject.use()))))
                        .sorted(Comparator.comparing(Row::owner, Comparator.nullsLast(Comparator.naturalOrder()))
                                .thenComparing(Row::cluster)
                                .thenComparing(Row::name)
                                .thenComparing(Row::check))
                        .toList(),
                notLookedAt,
                problems);
    }

    /** Whether all is fit, as far as was looked. */
    public boolean good() {
        return faults.isEmpty() && problems.isEmpty();
    }

    /** Prints it. */
    public void print(PrintWriter out) {
        Table table = Table.of("OWNER", "SERVICE", "CHECK", "WHAT WAS FOUND, AND WHAT TO CHANGE");
        faults.forEach(row -> {
            table.add(
                    row.owner() == null ? "-" : TextSanitizer.line(row.owner()),
                    row.cluster() + "/" + TextSanitizer.line(row.name()),
                    row.check(),
                    TextSanitizer.line(row.found()));
            table.add("", "", "", "-> " + row.change());
        });
        if (!faults.isEmpty()) {
            table.print(out);
            out.println();
        }
        out.println("services and groups of standalone tasks on Spot capacity: " + checked + ", not fit: "
                + faults.stream()
                        .map(row -> List.of(row.cluster(), row.name()))
                        .distinct()
                        .count());
        notLookedAt.forEach(line -> out.println("not looked at: " + TextSanitizer.line(line)));
        problems.forEach(line -> out.println("NOT KNOWN: " + TextSanitizer.line(line)));
    }
}
