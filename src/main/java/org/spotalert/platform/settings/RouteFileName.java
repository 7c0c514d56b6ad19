package org.spotalert.platform.settings;

import java.nio.file.Path;
import java.util.Locale;

/** How route files are named. */
public final class RouteFileName {

    private static final String EXTENSION = ".camel.yaml";

    private RouteFileName() {}

    /** Whether the file has a name of a route file. */
    public static boolean is(Path path) {
        return path.getFileName().toString().endsWith(EXTENSION);
    }

    /** Whether the file is YAML and has another name: most likely a route file that somebody misses. */
    static boolean isMissed(Path path) {
        String file = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return !is(path) && (file.endsWith(".yaml") || file.endsWith(".yml"));
    }

    /** The name that makes a route file of a YAML file. */
    public static String right(Path path) {
        return path.getFileName().toString().replaceFirst("(?i)(\\.camel)?\\.ya?ml$", "") + EXTENSION;
    }

    /** The name of the channel that a route file makes among those of channels. */
    public static String channel(Path path) {
        String file = path.getFileName().toString();
        return file.substring(0, file.length() - EXTENSION.length());
    }
}
