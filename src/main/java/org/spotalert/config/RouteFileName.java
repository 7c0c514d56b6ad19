package org.spotalert.config;

import java.nio.file.Path;

/** How route files are named. */
public final class RouteFileName {

    private static final String EXTENSION = ".camel.yaml";

    private RouteFileName() {}

    /** Whether the file has a name of a route file. */
    public static boolean is(Path path) {
        return path.getFileName().toString().endsWith(EXTENSION);
    }

    /** The name of the channel that a route file makes among those of channels. */
    public static String channel(Path path) {
        String file = path.getFileName().toString();
        return file.substring(0, file.length() - EXTENSION.length());
    }
}
