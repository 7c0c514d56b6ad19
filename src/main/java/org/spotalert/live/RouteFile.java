package org.spotalert.live;

import java.nio.file.Path;
import java.util.Set;

/**
 * A route file in the version that runs.
 *
 * @param text what to go back to when the next version is refused; empty when the file was not there at the start
 * @param configurations ids of its route configurations
 */
record RouteFile(Path path, String text, Set<String> routes, Set<String> configurations) {

    RouteFile {
        routes = Set.copyOf(routes);
        configurations = Set.copyOf(configurations);
    }

    static RouteFile unknown(Path path) {
        return new RouteFile(path, "", Set.of(), Set.of());
    }
}
