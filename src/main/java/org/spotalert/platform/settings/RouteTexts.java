package org.spotalert.platform.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The route files as they are when the settings are read.
 *
 * @param all the text of each
 * @param channels the texts of those that are channels, by the channels' names
 */
public record RouteTexts(List<String> all, Map<String, String> channels) {

    /**
     * Reads them. What cannot be read is left out: whoever runs the files says so.
     *
     * @param directory where they are; nothing is read when it is empty
     */
    public static RouteTexts read(String directory) {
        List<String> all = new ArrayList<>();
        Map<String, String> channels = new TreeMap<>();
        try {
            Map<Path, String> texts = directory.isEmpty()
                    ? Map.of()
                    : RouteFileTree.of(Path.of(directory)).texts();
            all.addAll(texts.values());
            texts.forEach((path, text) -> {
                if (path.startsWith(Path.of(directory, "channels"))) {
                    channels.put(RouteFileTree.channel(path), text);
                }
            });
        } catch (IOException unreadable) {
            // Said by whoever runs the files.
        }
        return new RouteTexts(all, channels);
    }
}
