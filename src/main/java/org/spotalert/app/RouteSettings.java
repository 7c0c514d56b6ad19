package org.spotalert.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.spotalert.platform.settings.SettingsReader;

/** Where the route files are. */
public final class RouteSettings {

    private RouteSettings() {}

    /** The directory. */
    public static Supplier<Path> read(SettingsReader reader) {
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
