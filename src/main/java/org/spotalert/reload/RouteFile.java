package org.spotalert.reload;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;

/**
 * A route file in the version that runs.
 *
 * @param text what to go back to when the next version is refused; empty when there is none
 * @param contents what it defines
 */
record RouteFile(Path path, String text, RouteContents contents) {

    static RouteFile unknown(Path path) {
        return new RouteFile(path, "", RouteContents.NONE);
    }

    /** The same, of which nothing runs: any version of it is an edit. */
    RouteFile outage() {
        return new RouteFile(path, "", contents);
    }

    Set<String> routes() {
        return contents.routes();
    }

    /** Whether its routes are made from a template of the other file. */
    boolean uses(RouteFile other) {
        return !path.equals(other.path) && !Collections.disjoint(contents.templatesUsed(), other.contents.templates());
    }
}
