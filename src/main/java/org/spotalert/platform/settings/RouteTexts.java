package org.spotalert.platform.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        if (directory.isEmpty()) {
            return new RouteTexts(all, channels);
        }
        Path routes = Path.of(directory);
        try {
            for (Path path : RouteFileTree.of(routes).routes()) {
                String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
                all.add(text);
                if (path.startsWith(routes.resolve("channels"))) {
                    channels.put(RouteFileName.channel(path), text);
                }
            }
        } catch (IOException unreadable) {
            return new RouteTexts(all, channels);
        }
        return new RouteTexts(all, channels);
    }
}
