package org.spotalert.reload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.spotalert.platform.settings.RouteFileName;
import org.spotalert.platform.settings.RouteFileTree;

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

    /**
     * What the folder holds now.
     *
     * @param texts every route file with its text
     * @param misnamed YAML files that are no route files, by their names
     */
    record Contents(Map<Path, String> texts, Set<Path> misnamed) {}

    /** Reads the folder. */
    Contents read() throws IOException {
        RouteFileTree tree = RouteFileTree.of(root);
        Map<Path, String> texts = new TreeMap<>();
        for (Path path : tree.routes()) {
            texts.put(path, new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
        }
        return new Contents(texts, tree.misnamed());
    }

    /** Says that a YAML file is not read, and how it has to be named. */
    String missed(Path misnamed) {
        return nameOf(misnamed) + " is not read: the names of route files end with .camel.yaml; name it "
                + RouteFileName.right(misnamed);
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
}
