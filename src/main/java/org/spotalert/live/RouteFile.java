package org.spotalert.live;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A version of a route file.
 *
 * @param text the whole file
 * @param routeIds the ids of its routes
 */
record RouteFile(String text, Set<String> routeIds) {

    /**
     * Reads the ids of the routes.
     *
     * @throws RuntimeException when the text is not YAML, or a route has no id
     */
    static RouteFile parse(String text) {
        Set<String> ids = new LinkedHashSet<>();
        if (new Load(LoadSettings.builder().build()).loadFromString(text) instanceof List<?> entries) {
            for (Object entry : entries) {
                if (entry instanceof Map<?, ?> map && map.get("route") instanceof Map<?, ?> route) {
                    if (!(route.get("id") instanceof String id)) {
                        throw new IllegalArgumentException("a route has no id");
                    }
                    ids.add(id);
                }
            }
        }
        return new RouteFile(text, Set.copyOf(ids));
    }
}
