package org.spotalert.reload;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.spotalert.pipeline.notify.routing.ChannelConditions;

/** Puts the routes of one file in the place of those of its last version, or leaves everything as it was. */
final class RouteReplacer {

    private final CamelContext context;
    private final Model model;
    private final Duration drain;

    /** @param drain how long messages in flight may take to leave a route that is being replaced */
    RouteReplacer(CamelContext context, Duration drain) {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
        this.drain = drain;
    }

    ParsedRouteFile parse(RouteFile running, String text) throws RejectedChangeException {
        try {
            return ParsedRouteFile.parse(context, resource(running, text));
        } catch (RejectedChangeException e) {
            throw e;
        } catch (Exception | Error e) {
            throw RejectedChangeException.because(e);
        }
    }

    /**
     * Runs the new version, and makes the routes of the files that use its templates anew; when anything does not start,
     * everything is brought back as it was before this throws.
     *
     * @param users the files whose routes are made from templates of this file
     */
    RouteFile replace(RouteFile running, ParsedRouteFile draft, String text, List<RouteFile> users)
            throws RejectedChangeException {
        RouteFile next = new RouteFile(running.path(), text, draft.contents());
        try {
            removeAll(users);
            remove(running.contents());
            start(next);
            startAll(users);
            checkChannels(next);
            for (RouteFile user : users) {
                checkChannels(user);
            }
            return next;
        } catch (Exception | Error e) {
            throw restored(running, next, users, RejectedChangeException.because(e));
        }
    }

    /** Those of the file's routes that are there: not what its precondition leaves out. */
    Set<String> present(RouteFile file) {
        return file.routes().stream()
                .filter(id -> context.getRoute(id) != null)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    void remove(RouteFile running) throws RejectedChangeException {
        try {
            remove(running.contents());
        } catch (Exception | Error e) {
            throw RejectedChangeException.because(e);
        }
    }

    private RejectedChangeException restored(
            RouteFile running, RouteFile next, List<RouteFile> users, RejectedChangeException refused) {
        try {
            removeAll(users);
            remove(next.contents());
            if (!running.text().isEmpty()) {
                start(running);
            }
            startAll(users);
            return refused;
        } catch (Exception | Error e) {
            return refused.withoutTheLastGoodVersion(e);
        }
    }

    private void startAll(List<RouteFile> files) throws Exception {
        for (RouteFile file : files) {
            start(file);
        }
    }

    private void removeAll(List<RouteFile> files) throws Exception {
        for (RouteFile file : files) {
            remove(file.contents());
        }
    }

    private void start(RouteFile file) throws Exception {
        // Not updateRoutes, which makes no route from a template. What it would remove is gone already.
        PluginHelper.getRoutesLoader(context).loadRoutes(resource(file, file.text()));
        for (String id : file.routes()) {
            // A route that is absent now is one that its precondition leaves out.
            if (context.getRoute(id) != null && !isStarted(id)) {
                throw new RejectedChangeException("the route " + id + " does not start");
            }
        }
    }

    /** Only now it is known what a template's parameters, properties and options make of an address. */
    private void checkChannels(RouteFile file) throws RejectedChangeException {
        for (String id : file.routes()) {
            Route route = context.getRoute(id);
            if (route != null
                    && RouteReload.CHANNEL_GROUP.equals(route.getGroup())
                    && !ChannelConditions.channel(route).endpoint().equals("direct://" + id)) {
                throw new RejectedChangeException(
                        "the channel's route " + id + " does not take its alerts from direct:" + id);
            }
        }
    }

    private boolean isStarted(String id) {
        boolean wanted = !Boolean.FALSE.equals(context.getRoute(id).isAutoStartup());
        return !wanted || context.getRouteController().getRouteStatus(id) == ServiceStatus.Started;
    }

    private void remove(RouteContents contents) throws Exception {
        for (String id : contents.routes()) {
            context.getRouteController().stopRoute(id, drain.toMillis(), TimeUnit.MILLISECONDS);
            context.removeRoute(id);
            RouteDefinition leftOver = model.getRouteDefinition(id);
            if (leftOver != null) {
                model.removeRouteDefinition(leftOver);
            }
        }
        for (RouteTemplateDefinition template : List.copyOf(model.getRouteTemplateDefinitions())) {
            if (contents.templates().contains(template.getId())) {
                model.removeRouteTemplateDefinition(template);
            }
        }
        for (RouteConfigurationDefinition configuration : List.copyOf(model.getRouteConfigurationDefinitions())) {
            if (configuration.getId() != null && contents.configurations().contains(configuration.getId())) {
                model.removeRouteConfiguration(configuration);
            }
        }
    }

    private static Resource resource(RouteFile file, String text) {
        return ResourceHelper.fromString("file:" + file.path(), text);
    }
}
