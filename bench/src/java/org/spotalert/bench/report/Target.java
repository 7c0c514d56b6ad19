package org.spotalert.bench.report;

import java.util.List;

/**
 * A target and what was measured. Missing one fails no build: a figure depends on the machine, a target on the reader.
 *
 * @param what what is measured
 * @param wanted the target, in words
 * @param measured the figure
 * @param met whether the figure meets the target
 */
public record Target(String what, String wanted, String measured, boolean met) {

    /** The targets as a table. */
    static Table table(List<Target> targets) {
        return new Table(
                "Targets",
                List.of("what", "target", "measured", ""),
                targets.stream()
                        .map(target -> List.of(
                                target.what, target.wanted, target.measured, target.met ? "met" : "**not met**"))
                        .toList());
    }
}
