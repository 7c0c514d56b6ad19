package org.spotalert.reload;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

/** Which file made which route. */
final class RunningFiles {

    private final CamelContext context;
    private final RouteReplacer swap;
    private final Map<Path, RouteFile> files = new TreeMap<>();

    RunningFiles(CamelContext context, RouteReplacer swap) {
        this.context = context;
        this.swap = swap;
    }

    /** Learns what Camel loaded from these files at the start. */
    void learn(Map<Path, String> texts) {
        texts.forEach((path, text) ->
                put(new RouteFile(path, text, drafted(path, text).contents().withRoutes(routesOf(path)))));
    }

    /** Parses a file again, since a route configuration, unlike a route, does not tell where it came from. */
    private ParsedRouteFile drafted(Path path, String text) {
        try {
            return swap.parse(RouteFile.unknown(path), text);
        } catch (RejectedChangeException e) {
            // Edited since it was loaded: the next look refuses it.
            return new ParsedRouteFile(RouteContents.NONE, Set.of());
        }
    }

    RouteFile get(Path path) {
        return Objects.requireNonNullElseGet(files.get(path), () -> RouteFile.unknown(path));
    }

    boolean has(Path path) {
        return files.containsKey(path);
    }

    void put(RouteFile file) {
        files.put(file.path(), file);
    }

    void remove(RouteFile file) {
        files.remove(file.path());
    }

    List<RouteFile> all() {
        return List.copyOf(files.values());
    }

    Set<Path> paths() {
        return Set.copyOf(files.keySet());
    }

    /** The files whose routes are made from templates of this one. */
    List<RouteFile> usersOf(RouteFile file) {
        return files.values().stream().filter(other -> other.uses(file)).toList();
    }

    private Set<String> routesOf(Path path) {
        Set<String> ids = new HashSet<>();
        for (Route route : context.getRoutes()) {
            if (isFrom(route.getSourceResource(), path)) {
                ids.add(route.getId());
            }
        }
        return ids;
    }

    private static boolean isFrom(@Nullable Resource source, Path path) {
        if (source == null || !source.getLocation().startsWith("file:")) {
            return false;
        }
        URI uri = source.getURI();
        Path file = uri.isOpaque() ? Path.of(uri.getSchemeSpecificPart()) : Path.of(uri);
        return file.toAbsolutePath().normalize().equals(path);
    }
}
