package org.spotalert.bench;

import org.spotalert.bench.report.CaseResult;

/** A case of the benchmark. */
interface BenchmarkCase {

    /** Its name, as {@code bench.cases} has it. */
    String name();

    /** Measures. */
    CaseResult run(Stage stage) throws InterruptedException;

    /** Says what goes on; a benchmark is silent for minutes otherwise. */
    static void say(String text) {
        System.out.println("[bench] " + text);
    }
}
