package org.spotalert.live;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Puts the routes of one file in the place of those of its last version, or leaves everything as it was. */
final class RouteSwap {

    private final CamelContext context;
    private final Model model;
    private final Duration drain;

    /** @param drain how long messages in flight may take to leave a route that is being replaced */
    RouteSwap(CamelContext context, Duration drain) {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
        this.drain = drain;
    }

    RouteDraft parse(RouteFile running, String text) throws RefusedException {
        try {
            return RouteDraft.parse(context, resource(running, text));
        } catch (RefusedException e) {
            throw e;
        } catch (Exception e) {
            throw RefusedException.because(e);
        }
    }

    /** Runs the new version; when it does not start, the running version is brought back before this throws. */
    RouteFile replace(RouteFile running, RouteDraft draft, String text) throws RefusedException {
        try {
            remove(running.routes(), running.configurations());
            start(resource(running, text), draft.routes());
            return new RouteFile(running.path(), text, draft.routes(), draft.configurations());
        } catch (Exception e) {
            throw restored(running, draft, RefusedException.because(e));
        }
    }

    void remove(RouteFile running) throws RefusedException {
        try {
            remove(running.routes(), running.configurations());
        } catch (Exception e) {
            throw RefusedException.because(e);
        }
    }

    private RefusedException restored(RouteFile running, RouteDraft draft, RefusedException refused) {
        try {
            remove(draft.routes(), draft.configurations());
            if (!running.text().isEmpty()) {
                start(resource(running, running.text()), running.routes());
            }
            return refused;
        } catch (Exception e) {
            return new RefusedException(refused.getMessage() + "; AND THE LAST GOOD VERSION DOES NOT START AGAIN: "
                    + RefusedException.because(e).getMessage());
        }
    }

    private void start(Resource resource, Set<String> routes) throws Exception {
        PluginHelper.getRoutesLoader(context).updateRoutes(List.of(resource));
        for (String id : routes) {
            // A route that is absent now is one that its precondition leaves out.
            if (context.getRoute(id) != null && !isStarted(id)) {
                throw new RefusedException("the route " + id + " does not start");
            }
        }
    }

    private boolean isStarted(String id) {
        boolean wanted = !Boolean.FALSE.equals(context.getRoute(id).isAutoStartup());
        return !wanted || context.getRouteController().getRouteStatus(id) == ServiceStatus.Started;
    }

    private void remove(Set<String> routes, Set<String> configurations) throws Exception {
        for (String id : routes) {
            context.getRouteController().stopRoute(id, drain.toMillis(), TimeUnit.MILLISECONDS);
            context.removeRoute(id);
            RouteDefinition leftOver = model.getRouteDefinition(id);
            if (leftOver != null) {
                model.removeRouteDefinition(leftOver);
            }
        }
        for (RouteConfigurationDefinition configuration : List.copyOf(model.getRouteConfigurationDefinitions())) {
            if (configuration.getId() != null && configurations.contains(configuration.getId())) {
                model.removeRouteConfiguration(configuration);
            }
        }
    }

    private static Resource resource(RouteFile file, String text) {
        return ResourceHelper.fromString("file:" + file.path(), text);
    }
}
