package org.spotalert.reload;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateDefinition;
import org.spotalert.platform.settings.RouteFileName;

/**
 * What a new version of a route file must keep to: it takes nothing away from another file or from the pipeline, and names
 * its channel as the file is named.
 */
final class RouteFileValidator {

    private final CamelContext context;
    private final RouteFolder folder;
    private final RunningFiles running;

    RouteFileValidator(CamelContext context, RouteFolder folder, RunningFiles running) {
        this.context = context;
        this.folder = folder;
        this.running = running;
    }

    /**
     * Refuses the draft if it breaks a rule.
     *
     * @param file the version that runs
     * @throws RejectedChangeException saying which rule
     */
    void check(RouteFile file, ParsedRouteFile draft) throws RejectedChangeException {
        RouteContents now = draft.contents();
        RouteContents before = file.contents();
        if (now.routes().isEmpty() && now.templates().isEmpty()) {
            throw new RejectedChangeException("it defines no route");
        }
        if (makesChannels(file) && !draft.groups().contains(RouteReload.CHANNEL_GROUP)) {
            throw new RejectedChangeException("none of its routes is in the group " + RouteReload.CHANNEL_GROUP);
        }
        if (!folder.isChannel(file.path())) {
            checkNothingMissing("routes", before.routes(), now.routes());
        }
        checkNothingMissing("route templates", templatesInUse(file), now.templates());
        checkIds("route", without(now.routes(), before.routes()), allRoutes());
        checkIds("route configuration", without(now.configurations(), before.configurations()), allConfigurations());
        checkIds("route template", without(now.templates(), before.templates()), allTemplates());
        String channel = "channel-" + RouteFileName.channel(file.path());
        if (folder.isChannel(file.path()) && !now.routes().contains(channel)) {
            throw new RejectedChangeException(
                    "none of its routes has the id " + channel + ", which a file of this name makes");
        }
    }

    private boolean makesChannels(RouteFile file) {
        return folder.isChannel(file.path())
                || running.usersOf(file).stream().anyMatch(user -> folder.isChannel(user.path()));
    }

    private static void checkNothingMissing(String what, Set<String> before, Set<String> now)
            throws RejectedChangeException {
        Set<String> missing = without(before, now);
        if (!missing.isEmpty()) {
            throw new RejectedChangeException(
                    "the pipeline needs the " + what + " " + missing + " which it no longer defines");
        }
    }

    private void checkIds(String what, Set<String> added, Set<String> existing) throws RejectedChangeException {
        for (String id : added) {
            if (existing.contains(id)) {
                throw new RejectedChangeException("the " + what + " id " + id + " belongs to " + ownerOf(id));
            }
        }
    }

    private String ownerOf(String id) {
        return running.all().stream()
                .filter(file -> file.contents().has(id))
                .map(file -> folder.nameOf(file.path()))
                .findFirst()
                .orElse("another part of the program");
    }

    private static Set<String> without(Collection<String> ids, Collection<String> others) {
        Set<String> left = new TreeSet<>(ids);
        left.removeAll(others);
        return left;
    }

    private Set<String> templatesInUse(RouteFile file) {
        Set<String> used = new HashSet<>();
        running.usersOf(file).forEach(user -> used.addAll(user.contents().templatesUsed()));
        used.retainAll(file.contents().templates());
        return used;
    }

    private Set<String> allRoutes() {
        Set<String> ids = new HashSet<>();
        context.getRoutes().forEach(route -> ids.add(route.getId()));
        // A route that its precondition leaves out keeps its id.
        running.all().forEach(file -> ids.addAll(file.routes()));
        return ids;
    }

    private Set<String> allConfigurations() {
        Set<String> ids = new HashSet<>();
        model().getRouteConfigurationDefinitions()
                .forEach(configuration -> ids.add(String.valueOf(configuration.getId())));
        return ids;
    }

    private Set<String> allTemplates() {
        return model().getRouteTemplateDefinitions().stream()
                .map(RouteTemplateDefinition::getId)
                .collect(Collectors.toSet());
    }

    private Model model() {
        return context.getCamelContextExtension().getContextPlugin(Model.class);
    }
}
