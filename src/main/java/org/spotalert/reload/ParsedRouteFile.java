package org.spotalert.reload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.impl.DefaultCamelContext;
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
public record ParsedRouteFile(
        Path path, String text, List<String> routes, List<String> configurations, List<String> templates) {

    /** What is wrong with the files of this folder, one line each with the file's name; empty when each of them parses. */
    public static List<String> problems(RouteFolder folder) {
        List<String> problems = new ArrayList<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Map<Path, String> texts = folder.texts();
            if (texts.isEmpty()) {
                problems.add("there is no route file in " + folder.root());
            }
            texts.forEach((path, text) -> {
                try {
                    parse(context, path, text);
                } catch (RejectedChangeException broken) {
                    problems.add(folder.nameOf(path) + ": " + broken.getMessage());
                }
            });
        } catch (IOException unreadable) {
            problems.add("the folder of the route files, " + folder.root() + ", cannot be read");
        }
        return problems;
    }

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
