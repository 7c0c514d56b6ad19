package org.spotalert.cli.dryrun;

import org.spotalert.cli.output.Positive;
import picocli.CommandLine.Option;

/** The option that says how much is made up. */
public final class SampleSize {

    @Option(
            names = "--services",
            paramLabel = "N",
            defaultValue = "2",
            converter = Positive.class,
            description = "How many services lose tasks; the first keeps a third of them. Default: ${DEFAULT-VALUE}.")
    private int services;

    /** How many services lose tasks, at least one. */
    public int services() {
        return services;
    }
}
