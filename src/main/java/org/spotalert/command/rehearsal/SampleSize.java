package org.spotalert.command.rehearsal;

import picocli.CommandLine.Option;

/** The option that says how much is made up. */
final class SampleSize {

    @Option(
            names = "--services",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many services lose tasks; the first keeps a third of them. Default: ${DEFAULT-VALUE}.")
    private int services;

    /** How many services lose tasks, at least one. */
    int services() {
        return Math.max(1, services);
    }
}
