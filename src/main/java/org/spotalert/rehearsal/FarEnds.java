package org.spotalert.rehearsal;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Route;

/** Tells endpoints that lead out of the program from those that do not. */
final class FarEnds {

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

    private FarEnds() {}

    /** Whether what is sent there leaves the program. */
    static boolean isOne(Endpoint endpoint) {
        return !INSIDE.contains(scheme(endpoint));
    }

    /** Those that this route names; where it decides only when a message comes, they are not known. */
    static List<Endpoint> of(Route route) {
        return route.filter("*").stream()
                .filter(EndpointAware.class::isInstance)
                .map(step -> ((EndpointAware) step).getEndpoint())
                .filter(Objects::nonNull)
                .filter(FarEnds::isOne)
                .distinct()
                .toList();
    }

    /** The component's name, as it stands in the endpoint's address. */
    static String scheme(Endpoint endpoint) {
        String uri = endpoint.getEndpointUri();
        return uri.substring(0, Math.max(0, uri.indexOf(':')));
    }
}
