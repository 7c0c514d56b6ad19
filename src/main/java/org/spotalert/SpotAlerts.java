package org.spotalert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.spotalert.app.Application;
import org.spotalert.cli.Commands;

/**
 * Starts the program when all its libraries are there. A start that ends by any fault has one line and the exit code 1. This class
 * uses the JDK alone, so that it runs without them.
 */
public final class SpotAlerts {

    private static final int FAILED = 1;

    private SpotAlerts() {}

    /**
     * Runs the program, or one of its commands.
     *
     * @param arguments none, or a command and its options
     */
    public static void main(String[] arguments) {
        try {
            List<String> missing = missing(Path.of(SpotAlerts.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
            if (missing.isEmpty()) {
                // An alert waits for the program, which starts sooner when no command line is made.
                System.exit(arguments.length == 0 ? Application.run() : Commands.run(arguments));
            } else {
                fail(missing.size() + " libraries are missing, the first is " + missing.get(0)
                        + ": the jar needs the directory lib beside it that the build makes");
            }
        } catch (Throwable failure) {
            fail("the start has failed: " + failure);
        }
    }

    /** The libraries that a jar names in its manifest and that are not there; of classes in a directory nothing is known. */
    static List<String> missing(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            return List.of();
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            String libraries = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return Stream.of(libraries.split(" "))
                    .map(jar::resolveSibling)
                    .filter(library -> !Files.exists(library))
                    .map(Path::toString)
                    .toList();
        }
    }

    private static void fail(String reason) {
        try {
            System.err.println(reason.replaceAll("\\s+", " "));
        } finally {
            // Whatever else runs or is out of memory: a program that alerts nobody must not look as if it did.
            Runtime.getRuntime().halt(FAILED);
        }
    }
}
