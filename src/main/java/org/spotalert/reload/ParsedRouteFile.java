package org.spotalert.reload;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * A version of a route file that was parsed but touches no route yet.
 *
 * @param groups groups of the routes and route templates, to tell a channel
 */
record ParsedRouteFile(RouteContents contents, Set<String> groups) {

    static ParsedRouteFile parse(CamelContext context, Resource resource) throws Exception {
        List<RouteDefinition> routes = new ArrayList<>();
        List<RouteTemplateDefinition> templates = new ArrayList<>();
        List<TemplatedRouteDefinition> templated = new ArrayList<>();
        List<RouteConfigurationDefinition> configurations = new ArrayList<>();
        for (RoutesBuilder parsed : PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(resource))) {
            if (parsed instanceof RouteBuilder builder) {
                routes.addAll(builder.configureRoutes(context).getRoutes());
                templates.addAll(builder.getRouteTemplateCollection().getRouteTemplates());
                templated.addAll(builder.getTemplatedRouteCollection().getTemplatedRoutes());
            }
            if (parsed instanceof RouteConfigurationBuilder builder) {
                builder.configuration();
                configurations.addAll(builder.getRouteConfigurationCollection().getRouteConfigurations());
            }
        }
        RouteContents contents = new RouteContents(
                distinct(
                        "route",
                        Stream.concat(ownIds(routes), templated.stream().map(ParsedRouteFile::ownId))),
                distinct("route configuration", ownIds(configurations)),
                distinct("route template", ownIds(templates)),
                ids(templated, TemplatedRouteDefinition::getRouteTemplateRef));
        Set<String> groups = ids(routes, route -> String.valueOf(route.getGroup()));
        groups.addAll(ids(templates, ParsedRouteFile::group));
        groups.addAll(groupsOf(contents.templatesUsed(), templates, context));
        return new ParsedRouteFile(contents, groups);
    }

    /** The groups of routes that are made from these templates: a file's own, or those of other files. */
    private static Set<String> groupsOf(Set<String> used, List<RouteTemplateDefinition> own, CamelContext context)
            throws RejectedChangeException {
        List<RouteTemplateDefinition> all = new ArrayList<>(own);
        all.addAll(
                context.getCamelContextExtension().getContextPlugin(Model.class).getRouteTemplateDefinitions());
        Set<String> groups = new LinkedHashSet<>();
        for (String id : used) {
            RouteTemplateDefinition template = all.stream()
                    .filter(one -> id.equals(one.getId()))
                    .findFirst()
                    .orElseThrow(() -> new RejectedChangeException("there is no route template " + id));
            groups.add(group(template));
        }
        return groups;
    }

    private static String group(RouteTemplateDefinition template) {
        return String.valueOf(template.getRoute().getGroup());
    }

    private static <T> Set<String> ids(List<T> definitions, Function<T, String> id) {
        return definitions.stream().map(id).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Stream<String> ownIds(List<? extends OptionalIdentifiedDefinition<?>> definitions) {
        return definitions.stream().map(ParsedRouteFile::ownId);
    }

    private static String ownId(OptionalIdentifiedDefinition<?> definition) {
        return definition.hasCustomIdAssigned() ? definition.getId() : "";
    }

    private static String ownId(TemplatedRouteDefinition templated) {
        return templated.getRouteId() == null ? "" : templated.getRouteId();
    }

    /** Without an id of its own, a route could not be replaced later. */
    private static Set<String> distinct(String what, Stream<String> ids) throws RejectedChangeException {
        Set<String> distinct = new LinkedHashSet<>();
        for (String id : ids.toList()) {
            if (id.isEmpty()) {
                throw new RejectedChangeException("a " + what + " has no id");
            }
            if (!distinct.add(id)) {
                throw new RejectedChangeException("the " + what + " id " + id + " is used twice in this file");
            }
        }
        return distinct;
    }
}
