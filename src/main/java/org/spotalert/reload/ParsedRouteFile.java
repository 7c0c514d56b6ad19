package org.spotalert.reload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.settings.RouteFolder;

/**
 * A version of a route file, parsed, and the ids that it gives; an id that it leaves out is empty.
 *
 * @param text empty when no version of the file runs
 * @param routes its routes, those made from a template included
 * @param configurations its route configurations
 * @param templates its route templates
 */
record ParsedRouteFile(
        Path path, String text, List<String> routes, List<String> configurations, List<String> templates) {

    static ParsedRouteFile none(Path path) {
        return new ParsedRouteFile(path, "", List.of(), List.of(), List.of());
    }

    static ParsedRouteFile parse(CamelContext context, Path path, String text) throws RejectedChangeException {
        if (text.isBlank()) {
            throw new RejectedChangeException("it is empty");
        }
        ParsedRouteFile file = new ParsedRouteFile(path, text, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try {
            for (RoutesBuilder parsed :
                    PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(file.resource()))) {
                file.add(context, parsed);
            }
        } catch (Exception | StackOverflowError e) {
            throw RejectedChangeException.because(e);
        }
        return file;
    }

    private void add(CamelContext context, RoutesBuilder parsed) throws Exception {
        if (parsed instanceof RouteBuilder builder) {
            builder.configureRoutes(context).getRoutes().forEach(route -> routes.add(ownId(route)));
            builder.getRouteTemplateCollection().getRouteTemplates().forEach(one -> templates.add(ownId(one)));
            builder.getTemplatedRouteCollection().getTemplatedRoutes().forEach(one -> routes.add(ownId(one)));
        }
        if (parsed instanceof RouteConfigurationBuilder builder) {
            builder.configuration();
            builder.getRouteConfigurationCollection()
                    .getRouteConfigurations()
                    .forEach(one -> configurations.add(ownId(one)));
        }
    }

    /** Refuses a version of a channel file that would take ids of other files, or does not make the channel of its name. */
    void check(CamelContext context, ParsedRouteFile before, Collection<ParsedRouteFile> running)
            throws RejectedChangeException {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        // A route that its precondition leaves out keeps its id.
        Stream<String> taken = Stream.concat(
                context.getRoutes().stream().map(Route::getId),
                running.stream().flatMap(file -> file.routes().stream()));
        checkIds("route", before.routes(), routes, taken);
        checkIds(
                "route configuration",
                before.configurations(),
                configurations,
                ids(model.getRouteConfigurationDefinitions()));
        checkIds("route template", before.templates(), templates, ids(model.getRouteTemplateDefinitions()));
        if (!routes.contains(channel())) {
            throw new RejectedChangeException(
                    "none of its routes has the id " + channel() + ", which a file of this name makes");
        }
    }

    private static void checkIds(String what, List<String> before, List<String> next, Stream<String> existing)
            throws RejectedChangeException {
        Set<String> others = new HashSet<>(existing.toList());
        others.removeAll(before);
        Set<String> own = new HashSet<>();
        for (String id : next) {
            if (id.isEmpty()) {
                throw new RejectedChangeException("a " + what + " has no id, so that it could not be replaced later");
            }
            if (others.contains(id)) {
                throw new RejectedChangeException("the " + what + " id " + id + " belongs to another file");
            }
            if (!own.add(id)) {
                throw new RejectedChangeException("the " + what + " id " + id + " is used twice in this file");
            }
        }
    }

    private static Stream<String> ids(List<? extends OptionalIdentifiedDefinition<?>> definitions) {
        return definitions.stream().map(definition -> String.valueOf(definition.getId()));
    }

    /** The id of the route that makes the channel of the file's name. */
    String channel() {
        return "channel-" + RouteFolder.channel(path);
    }

    private static String ownId(OptionalIdentifiedDefinition<?> definition) {
        return definition.hasCustomIdAssigned() ? definition.getId() : "";
    }

    private static String ownId(TemplatedRouteDefinition templated) {
        return templated.getRouteId() == null ? "" : templated.getRouteId();
    }

    Resource resource() {
        return ResourceHelper.fromString("file:" + path, text);
    }

    /** The same file, of which nothing runs: any version of it is an edit. */
    ParsedRouteFile stopped() {
        return new ParsedRouteFile(path, "", routes, configurations, templates);
    }

    boolean isText(@Nullable String other) {
        return !text.isEmpty() && text.equals(other);
    }
}
