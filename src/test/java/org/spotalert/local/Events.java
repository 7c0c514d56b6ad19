package org.spotalert.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Events as AWS sends them, from the files in src/test/resources/events. */
public final class Events {

    private static final Path FILES = Path.of("src/test/resources/events");
    private static final String INSTANCE = "i-0a1b2c3d4e5f60718";
    private static final String TIME = "2026-11-20T08:15:42Z";

    private Events() {}

    /** The names of all the samples, the malformed ones among them. */
    public static List<String> names() {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The event as its file has it. */
    public static String text(String name) {
        try {
            return Files.readString(FILES.resolve(name + ".json"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The event, happening now to this instance. */
    public static String now(String name, String instanceId) {
        return at(name, instanceId, Instant.now());
    }

    /** The event, happening to this instance at this time. */
    public static String at(String name, String instanceId, Instant time) {
        return text(name)
                .replace(INSTANCE, instanceId)
                .replace(TIME, time.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
