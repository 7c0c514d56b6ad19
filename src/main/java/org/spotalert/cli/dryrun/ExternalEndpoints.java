package org.spotalert.cli.dryrun;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Route;

/** Distinguishes endpoints that lead out of the program from those that do not. */
final class ExternalEndpoints {

    /** Components that work on a message or pass it on inside. Any other one counts as leading outside. */
    private static final Set<String> INSIDE = Set.of(
            "bean",
            "class",
            "controlbus",
            "dataformat",
            "direct",
            "freemarker",
            "jolt",
            "jslt",
            "json-validator",
            "language",
            "micrometer",
            "mustache",
            "seda",
            "stub",
            "velocity",
            "xslt");

    private ExternalEndpoints() {}

    static boolean isOne(Endpoint endpoint) {
        return !INSIDE.contains(scheme(endpoint));
    }

    /**
     * Those that this route names, and the routes it leads to over {@code direct}, one of each server; where a route decides
     * only when a message comes, they are not known.
     *
     * @param all the routes that it may lead to
     */
    static List<Endpoint> of(Route route, Collection<Route> all) {
        Set<Route> reached = new LinkedHashSet<>();
        Deque<Route> ahead = new ArrayDeque<>(List.of(route));
        Map<String, Endpoint> ends = new LinkedHashMap<>();
        while (!ahead.isEmpty()) {
            Route next = ahead.pop();
            if (reached.add(next)) {
                List<Endpoint> targets = targets(next);
                targets.stream().filter(ExternalEndpoints::isOne).forEach(end -> ends.putIfAbsent(server(end), end));
                Set<String> names =
                        targets.stream().map(ExternalEndpoints::server).collect(Collectors.toSet());
                all.stream()
                        .filter(other -> names.contains(server(other.getEndpoint())))
                        .forEach(ahead::add);
            }
        }
        return List.copyOf(ends.values());
    }

    private static List<Endpoint> targets(Route route) {
        return route.filter("*").stream()
                .filter(EndpointAware.class::isInstance)
                .map(step -> ((EndpointAware) step).getEndpoint())
                .filter(Objects::nonNull)
                .toList();
    }

    /** The endpoint's address without path and options: the server, or the name of what is inside. */
    private static String server(Endpoint endpoint) {
        return endpoint.getEndpointUri().replaceFirst("^([^:]+:/*[^/?]*).*$", "$1");
    }

    static String scheme(Endpoint endpoint) {
        String uri = endpoint.getEndpointUri();
        return uri.substring(0, Math.max(0, uri.indexOf(':')));
    }
}
