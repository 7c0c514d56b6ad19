package org.spotalert.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.spotalert.channels.CustomChannels;
import org.spotalert.platform.settings.SettingsReader;

/** Where the route files are. */
public final class RouteSettings {

    private RouteSettings() {}

    /** The directory. The settings of the channels that have their files there are checked as well. */
    public static Supplier<Path> read(SettingsReader reader) {
        CustomChannels.check(reader, reader.text("spot.routes"));
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
