package org.spotalert.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.spotalert.app.RoutesFailedException;
import org.spotalert.cli.output.CommandFailedException;
import org.spotalert.platform.aws.AwsFailure;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.store.StoreUnreadableException;
import org.spotalert.platform.text.TextSanitizer;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in a line why a command has failed; a fault of the program itself keeps its stack trace. */
public final class CommandFailures implements IExecutionExceptionHandler {

    /** The exit code of a command that has failed. */
    public static final int FAILED = 1;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        PrintWriter err = command.getErr();
        lines(failure).forEach(err::println);
        err.flush();
        return FAILED;
    }

    private static List<String> lines(Exception failure) throws Exception {
        if (failure instanceof InvalidSettingsException settings) {
            return settings.problems().stream()
                    .map(problem -> "bad setting: " + problem)
                    .toList();
        }
        if (failure instanceof RoutesFailedException) {
            return List.of("the channels' routes do not start: " + failure.getMessage());
        }
        if (failure instanceof NoSuchFileException) {
            return List.of("there is no file " + failure.getMessage());
        }
        if (failure instanceof CommandFailedException || failure instanceof CancellationException) {
            return List.of(String.valueOf(failure.getMessage()));
        }
        if (AwsFailure.isOne(failure)) {
            return List.of(AwsFailure.call(failure) + " failed: " + AwsFailure.describe(failure) + "; "
                    + AwsFailure.remedy(failure));
        }
        if (failure instanceof IOException) {
            return List.of(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof StoreUnreadableException) {
            return List.of("The store cannot be read here: an H2 file belongs to the running program. Set"
                    + " SPOT_MANAGEMENT_PASSWORD for both, and the program can be asked. ("
                    + TextSanitizer.line(String.valueOf(failure.getMessage())) + ")");
        }
        throw failure;
    }
}
