package org.spotalert.reload;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.PluginHelper;
import org.spotalert.pipeline.notify.routing.RunningChannel;

/**
 * Puts the routes of one file in the place of those of its last version, or leaves everything as it was.
 *
 * @param drain how long messages in flight may take to leave a route that is being replaced
 */
record RouteReplacer(CamelContext context, Duration drain) {

    /** Runs the new version; when it does not start, brings the one before back and throws. */
    void replace(ParsedRouteFile before, ParsedRouteFile next) throws RejectedChangeException {
        try {
            stop(before);
            start(next);
            checkStarted(next);
        } catch (Exception | StackOverflowError e) {
            RejectedChangeException rejected = RejectedChangeException.because(e);
            try {
                stop(next);
                if (!before.text().isEmpty()) {
                    start(before);
                }
            } catch (Exception | StackOverflowError again) {
                throw rejected.withoutTheLastGoodVersion(again);
            }
            throw rejected;
        }
    }

    void remove(ParsedRouteFile file) throws RejectedChangeException {
        try {
            stop(file);
        } catch (Exception e) {
            throw RejectedChangeException.because(e);
        }
    }

    /** Those of the file's routes that are there: not what its precondition leaves out. */
    List<String> present(ParsedRouteFile file) {
        return file.routes().stream()
                .filter(id -> context.getRoute(id) != null)
                .sorted()
                .toList();
    }

    private void start(ParsedRouteFile file) throws Exception {
        // Not updateRoutes, which makes no route from a template and does not bring back what it has removed.
        PluginHelper.getRoutesLoader(context).loadRoutes(file.resource());
        for (String id : present(file)) {
            boolean wanted = !Boolean.FALSE.equals(context.getRoute(id).isAutoStartup());
            if (wanted && context.getRouteController().getRouteStatus(id) != ServiceStatus.Started) {
                throw new RejectedChangeException("the route " + id + " does not start");
            }
        }
    }

    /** Checks what came of a version: only now it is known what templates and properties make of an address. */
    private void checkStarted(ParsedRouteFile file) throws RejectedChangeException {
        for (String id : file.routes()) {
            Route route = context.getRoute(id);
            if (route == null) {
                // Its precondition leaves it out.
                continue;
            }
            boolean channel = RunningChannel.GROUP.equals(route.getGroup());
            if (!channel && id.equals(file.channel())) {
                throw new RejectedChangeException("the route " + id + " is not in the group " + RunningChannel.GROUP);
            }
            String from = route.getEndpoint().getEndpointUri().replaceFirst("\\?.*", "");
            if (channel && !from.equals("direct://" + id)) {
                throw new RejectedChangeException(
                        "the channel's route " + id + " does not take its alerts from direct:" + id);
            }
        }
    }

    private void stop(ParsedRouteFile file) throws Exception {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        for (String id : file.routes()) {
            context.getRouteController().stopRoute(id, drain.toMillis(), TimeUnit.MILLISECONDS);
            context.removeRoute(id);
            RouteDefinition leftOver = model.getRouteDefinition(id);
            if (leftOver != null) {
                model.removeRouteDefinition(leftOver);
            }
        }
        for (RouteTemplateDefinition template : List.copyOf(model.getRouteTemplateDefinitions())) {
            if (file.templates().contains(template.getId())) {
                model.removeRouteTemplateDefinition(template);
            }
        }
        for (RouteConfigurationDefinition one : List.copyOf(model.getRouteConfigurationDefinitions())) {
            if (file.configurations().contains(String.valueOf(one.getId()))) {
                model.removeRouteConfiguration(one);
            }
        }
    }
}
