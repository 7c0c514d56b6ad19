package org.spotalert.reload;

import java.util.HashSet;
import java.util.Set;

/**
 * What a route file defines, by ids.
 *
 * @param routes its routes, those made from a template included
 * @param configurations its route configurations
 * @param templates its route templates
 * @param templatesUsed the templates that its routes are made from, wherever they are
 */
record RouteContents(Set<String> routes, Set<String> configurations, Set<String> templates, Set<String> templatesUsed) {

    static final RouteContents NONE = new RouteContents(Set.of(), Set.of(), Set.of(), Set.of());

    RouteContents {
        routes = Set.copyOf(routes);
        configurations = Set.copyOf(configurations);
        templates = Set.copyOf(templates);
        templatesUsed = Set.copyOf(templatesUsed);
    }

    RouteContents withRoutes(Set<String> more) {
        Set<String> all = new HashSet<>(routes);
        all.addAll(more);
        return new RouteContents(all, configurations, templates, templatesUsed);
    }

    /** Whether something of this id is defined here. */
    boolean has(String id) {
        return routes.contains(id) || configurations.contains(id) || templates.contains(id);
    }
}
