package org.spotalert.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Finds a Python that has moto, the AWS emulator; makes one in a virtual environment where there is none. */
final class Python {

    private static final String MOTO = "moto[server]==5.2.1";
    private static final Path ENVIRONMENT = Path.of("target", "moto-venv");

    private Python() {}

    /**
     * The Python to run moto with.
     *
     * @throws IllegalStateException saying what to install, when there is none and none can be made
     */
    static synchronized String withMoto() {
        String own = ENVIRONMENT.resolve("bin").resolve("python").toString();
        for (String python : List.of("python3", own)) {
            if (succeeds(120, python, "-c", "import moto, flask, werkzeug")) {
                return python;
            }
        }
        System.out.println("moto is not installed: installing it into " + ENVIRONMENT + " (once, about a minute)");
        if (succeeds(120, "python3", "-m", "venv", ENVIRONMENT.toString())
                && succeeds(600, own, "-m", "pip", "install", "--quiet", MOTO)) {
            return own;
        }
        throw new IllegalStateException(
                "The AWS emulator moto is missing and could not be installed. Install Python 3 with"
                        + " venv and pip, or install moto yourself: python3 -m pip install '" + MOTO + "'");
    }

    private static boolean succeeds(long seconds, String... command) {
        try {
            Files.createDirectories(Path.of("target"));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/python.log")))
                    .start();
            return process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
