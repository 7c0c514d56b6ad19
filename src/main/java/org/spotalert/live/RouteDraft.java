package org.spotalert.live;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * A version of a route file that was parsed but touches no route yet.
 *
 * @param groups groups of the routes, to tell a channel
 */
record RouteDraft(Set<String> routes, Set<String> configurations, Set<String> groups) {

    static RouteDraft parse(CamelContext context, Resource resource) throws Exception {
        List<RouteDefinition> routes = new ArrayList<>();
        List<RouteConfigurationDefinition> configurations = new ArrayList<>();
        for (RoutesBuilder parsed : PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(resource))) {
            if (parsed instanceof RouteBuilder builder) {
                routes.addAll(builder.configureRoutes(context).getRoutes());
            }
            if (parsed instanceof RouteConfigurationBuilder builder) {
                builder.configuration();
                configurations.addAll(builder.getRouteConfigurationCollection().getRouteConfigurations());
            }
        }
        return of(routes, configurations);
    }

    private static RouteDraft of(List<RouteDefinition> routes, List<RouteConfigurationDefinition> configurations)
            throws RefusedException {
        Set<String> groups = new LinkedHashSet<>();
        for (RouteDefinition route : routes) {
            groups.add(String.valueOf(route.getGroup()));
        }
        return new RouteDraft(
                distinct("route", routes.stream().map(RouteDraft::ownId).toList()),
                distinct(
                        "route configuration",
                        configurations.stream().map(RouteDraft::ownId).toList()),
                groups);
    }

    private static String ownId(OptionalIdentifiedDefinition<?> definition) {
        return definition.hasCustomIdAssigned() ? definition.getId() : "";
    }

    /** Without an id of its own, a route could not be replaced later. */
    private static Set<String> distinct(String what, List<String> ids) throws RefusedException {
        Set<String> distinct = new LinkedHashSet<>();
        for (String id : ids) {
            if (id.isEmpty()) {
                throw new RefusedException("a " + what + " has no id");
            }
            if (!distinct.add(id)) {
                throw new RefusedException("the " + what + " id " + id + " is used twice in this file");
            }
        }
        return distinct;
    }
}
