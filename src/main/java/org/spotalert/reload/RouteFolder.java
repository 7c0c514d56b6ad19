package org.spotalert.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.spotalert.platform.settings.RouteFileTree;

/**
 * The route files of a folder and its sub-folders.
 *
 * <p>They are compared by content, not by file system events: content works alike on local disks, bind mounts and network
 * volumes, for editors that write a new file and rename it, and for folders made later.
 */
public final class RouteFolder {

    private final Path root;
    private final Path channels;

    /** @param root the directory of the route files */
    public RouteFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.channels = this.root.resolve("channels");
    }

    /** The text of every route file. */
    Map<Path, String> texts() throws IOException {
        return RouteFileTree.of(root).texts();
    }

    /** The YAML files that are no route files, and how they have to be named, one line each. */
    public List<String> misnamed() throws IOException {
        return RouteFileTree.of(root).misnamed().stream()
                .map(path -> nameOf(path) + " is not read: the names of route files end with .camel.yaml; name it "
                        + RouteFileTree.nameFor(path))
                .toList();
    }

    /** How many route files there are. */
    public int size() throws IOException {
        return RouteFileTree.of(root).routes().size();
    }

    /** What is wrong with the files, one line each with the file's name; empty when each of them parses. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Map<Path, String> texts = texts();
            if (texts.isEmpty()) {
                problems.add("there is no route file in " + root);
            }
            texts.forEach((path, text) -> {
                try {
                    ParsedRouteFile.parse(context, path, text);
                } catch (RejectedChangeException broken) {
                    problems.add(nameOf(path) + ": " + broken.getMessage());
                }
            });
        } catch (IOException unreadable) {
            problems.add("the folder of the route files, " + root + ", cannot be read");
        }
        return problems;
    }

    /** Whether the folder of channels is there: a missing one looks unmounted, so that none of its files counts as deleted. */
    boolean hasChannels() {
        return Files.isDirectory(channels);
    }

    boolean isChannel(Path path) {
        return path.startsWith(channels);
    }

    String nameOf(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }
}
