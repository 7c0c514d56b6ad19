package org.spotalert.cli.dryrun;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says how much is made up. */
public final class SampleSize {

    @Option(
            names = "--services",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many services lose tasks; the first keeps a third of them. Default: ${DEFAULT-VALUE}.")
    private int services;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /**
     * How many services lose tasks, at least one.
     *
     * @throws ParameterException when fewer were asked for
     */
    public int services() {
        if (services < 1) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(), "--services: give a number from 1 on");
        }
        return services;
    }
}
