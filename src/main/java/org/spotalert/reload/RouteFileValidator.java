package org.spotalert.reload;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.platform.settings.RouteFolder;

/** Refuses a version of a channel file that would take ids of other files, or does not make the channel of its name. */
record RouteFileValidator(CamelContext context) {

    /** Checks what a version says of itself. */
    void check(ParsedRouteFile before, ParsedRouteFile next, Collection<ParsedRouteFile> running)
            throws RejectedChangeException {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        // A route that its precondition leaves out keeps its id.
        Stream<String> routes = Stream.concat(
                context.getRoutes().stream().map(Route::getId),
                running.stream().flatMap(file -> file.routes().stream()));
        checkIds("route", before.routes(), next.routes(), routes);
        checkIds(
                "route configuration",
                before.configurations(),
                next.configurations(),
                ids(model.getRouteConfigurationDefinitions()));
        checkIds("route template", before.templates(), next.templates(), ids(model.getRouteTemplateDefinitions()));
        if (!next.routes().contains(channel(next))) {
            throw new RejectedChangeException(
                    "none of its routes has the id " + channel(next) + ", which a file of this name makes");
        }
    }

    /** Checks what came of a version: only now it is known what templates and properties make of an address. */
    void checkStarted(ParsedRouteFile file) throws RejectedChangeException {
        for (String id : file.routes()) {
            Route route = context.getRoute(id);
            if (route == null) {
                // Its precondition leaves it out.
                continue;
            }
            boolean channel = RunningChannel.GROUP.equals(route.getGroup());
            if (!channel && id.equals(channel(file))) {
                throw new RejectedChangeException("the route " + id + " is not in the group " + RunningChannel.GROUP);
            }
            String from = route.getEndpoint().getEndpointUri().replaceFirst("\\?.*", "");
            if (channel && !from.equals("direct://" + id)) {
                throw new RejectedChangeException(
                        "the channel's route " + id + " does not take its alerts from direct:" + id);
            }
        }
    }

    private static String channel(ParsedRouteFile file) {
        return "channel-" + RouteFolder.channel(file.path());
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
}
