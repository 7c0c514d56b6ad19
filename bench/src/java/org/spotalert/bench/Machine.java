package org.spotalert.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that the benchmark runs on. */
final class Machine {

    private Machine() {}

    /** Cores, processor, memory and JDK. */
    static String description() {
        return "%d cores of %s, %s memory, %s %s, JDK %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        line("/proc/cpuinfo", "model name"),
                        line("/proc/meminfo", "MemTotal"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    /** Linux's load averages of the last 1, 5 and 15 minutes. */
    static String load() {
        try {
            String[] averages = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
            return averages[0] + " " + averages[1] + " " + averages[2];
        } catch (IOException elsewhere) {
            return "unknown";
        }
    }

    private static String line(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException elsewhere) {
            return "unknown";
        }
    }
}
