package org.spotalert.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.spotalert.config.RouteFileName;

/**
 * The route files of a folder and its sub-folders.
 *
 * <p>They are compared by content, not by file system events: content works alike on local disks, bind mounts and network
 * volumes, for editors that write a new file and rename it, and for folders made later. Camel's own watcher knows no
 * folder made after the start, and ends for good when a watched folder is deleted.
 */
final class RouteFolder {

    private static final String CHANNELS = "channels";
    private static final String TEMPLATES = "templates";

    private final Path root;

    RouteFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Every route file that can be read now, with its text. */
    Map<Path, String> read() throws IOException {
        Map<Path, String> texts = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths.filter(this::isRouteFile)::iterator) {
                texts.put(path, new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return texts;
    }

    /** A folder that is missing looks unmounted rather than emptied: then nothing counts as deleted. */
    boolean isComplete() {
        return Files.isDirectory(root.resolve(CHANNELS));
    }

    boolean isChannel(Path path) {
        return path.startsWith(root.resolve(CHANNELS));
    }

    /** Templates come first, so that a channel added with its template finds it. */
    Comparator<Path> order() {
        Path templates = root.resolve(TEMPLATES);
        return Comparator.comparing((Path path) -> !path.startsWith(templates)).thenComparing(path -> path);
    }

    String nameOf(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }

    private boolean isRouteFile(Path path) {
        return RouteFileName.is(path) && !isHidden(path) && Files.isRegularFile(path);
    }

    /** Editors keep their own files beside ours, and mounted configuration its older versions, under a leading dot. */
    private boolean isHidden(Path path) {
        for (Path part : root.relativize(path)) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
