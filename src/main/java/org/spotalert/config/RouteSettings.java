package org.spotalert.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Where the route files are. */
final class RouteSettings {

    private RouteSettings() {}

    /** The directory. The settings of the channels that have their files there are checked as well. */
    static Supplier<Path> read(SettingsReader reader) {
        OwnChannels.check(reader, reader.text("spot.routes"));
        return reader.required("spot.routes", "the directory of the route files", RouteSettings::directory);
    }

    private static Path directory(String text) {
        Path directory = Path.of(text);
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("\"" + text + "\" is not a directory; give that of the route files");
        }
        return directory;
    }
}
