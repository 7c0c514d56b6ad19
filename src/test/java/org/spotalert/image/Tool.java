package org.spotalert.image;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command line tool of this machine, whose output is kept in a log. */
record Tool(List<String> command, Path log) {

    /** Whether the tool is there and succeeds with these arguments. */
    boolean works(String... arguments) {
        try {
            Process process = start(arguments);
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Runs the tool and returns what it wrote to the standard output.
     *
     * @throws IllegalStateException when it fails or takes longer
     */
    String run(Duration timeout, List<String> arguments) {
        try {
            Process process = start(arguments.toArray(String[]::new));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        command + " " + arguments + " has failed; see " + log + "\n" + output.strip());
            }
            return output.strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    String run(String... arguments) {
        return run(Duration.ofMinutes(1), List.of(arguments));
    }

    private Process start(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
