package org.spotalert.live;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** The channels that should be there, which is more than those running while one is being replaced. */
final class Channels {

    private final CamelContext context;
    private final Map<String, String> endpoints = new ConcurrentSkipListMap<>();

    Channels(CamelContext context) {
        this.context = context;
    }

    /** Called while no route is being replaced. */
    void learn() {
        List<Route> routes = context.getRoutesByGroup(LiveRoutes.CHANNEL_GROUP);
        routes.forEach(route -> endpoints.put(route.getId(), route.getEndpoint().getEndpointUri()));
        endpoints.keySet().retainAll(routes.stream().map(Route::getId).toList());
    }

    void forget(Set<String> routes) {
        endpoints.keySet().removeAll(routes);
    }

    /** True when nobody would be alerted without these routes. */
    boolean areOnly(Set<String> routes) {
        return !endpoints.isEmpty() && routes.containsAll(endpoints.keySet());
    }

    List<String> endpoints() {
        if (endpoints.isEmpty()) {
            learn();
        }
        return List.copyOf(endpoints.values());
    }
}
