package org.spotalert.live;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

/** Which file made which route. */
final class RunningFiles {

    private final CamelContext context;
    private final RouteFolder folder;
    private final RouteSwap swap;
    private final Map<Path, RouteFile> files = new TreeMap<>();

    RunningFiles(CamelContext context, RouteFolder folder, RouteSwap swap) {
        this.context = context;
        this.folder = folder;
        this.swap = swap;
    }

    /** Learns what Camel loaded from these files at the start. */
    void learn(Map<Path, String> texts) {
        texts.forEach((path, text) ->
                put(new RouteFile(path, text, drafted(path, text).contents().withRoutes(routesOf(path)))));
    }

    /** Parses a file again, since a route configuration, unlike a route, does not tell where it came from. */
    private RouteDraft drafted(Path path, String text) {
        try {
            return swap.parse(RouteFile.unknown(path), text);
        } catch (RefusedException e) {
            // Edited since it was loaded: the next look refuses it.
            return new RouteDraft(RouteContents.NONE, Set.of());
        }
    }

    RouteFile get(Path path) {
        return Objects.requireNonNullElseGet(files.get(path), () -> RouteFile.unknown(path));
    }

    boolean has(Path path) {
        return files.containsKey(path);
    }

    void put(RouteFile file) {
        files.put(file.path(), file);
    }

    void remove(RouteFile file) {
        files.remove(file.path());
    }

    Set<Path> paths() {
        return Set.copyOf(files.keySet());
    }

    /** The files whose routes are made from templates of this one. */
    List<RouteFile> usersOf(RouteFile file) {
        return files.values().stream().filter(other -> other.uses(file)).toList();
    }

    private Set<String> templatesInUse(RouteFile file) {
        Set<String> used = new HashSet<>();
        usersOf(file).forEach(user -> used.addAll(user.contents().templatesUsed()));
        used.retainAll(file.contents().templates());
        return used;
    }

    /** Refuses what would take something away from another file or from the pipeline. */
    void check(RouteFile running, RouteDraft draft) throws RefusedException {
        RouteContents now = draft.contents();
        RouteContents before = running.contents();
        if (now.routes().isEmpty() && now.templates().isEmpty()) {
            throw new RefusedException("it defines no route");
        }
        if (makesChannels(running) && !draft.groups().contains(LiveRoutes.CHANNEL_GROUP)) {
            throw new RefusedException("none of its routes is in the group " + LiveRoutes.CHANNEL_GROUP);
        }
        if (!folder.isChannel(running.path())) {
            checkNothingMissing("routes", before.routes(), now.routes());
        }
        checkNothingMissing("route templates", templatesInUse(running), now.templates());
        checkIds("route", without(now.routes(), before.routes()), allRoutes());
        checkIds("route configuration", without(now.configurations(), before.configurations()), allConfigurations());
        checkIds("route template", without(now.templates(), before.templates()), allTemplates());
    }

    private boolean makesChannels(RouteFile file) {
        return folder.isChannel(file.path()) || usersOf(file).stream().anyMatch(user -> folder.isChannel(user.path()));
    }

    private static void checkNothingMissing(String what, Set<String> before, Set<String> now) throws RefusedException {
        Set<String> missing = without(before, now);
        if (!missing.isEmpty()) {
            throw new RefusedException(
                    "the pipeline needs the " + what + " " + missing + " which it no longer defines");
        }
    }

    private void checkIds(String what, Set<String> added, Set<String> existing) throws RefusedException {
        for (String id : added) {
            if (existing.contains(id)) {
                throw new RefusedException("the " + what + " id " + id + " belongs to " + ownerOf(id));
            }
        }
    }

    private String ownerOf(String id) {
        return files.values().stream()
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

    private Set<String> allRoutes() {
        Set<String> ids = new HashSet<>();
        context.getRoutes().forEach(route -> ids.add(route.getId()));
        // A route that its precondition leaves out keeps its id.
        files.values().forEach(file -> ids.addAll(file.routes()));
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

    private Set<String> routesOf(Path path) {
        Set<String> ids = new HashSet<>();
        for (Route route : context.getRoutes()) {
            if (isFrom(route.getSourceResource(), path)) {
                ids.add(route.getId());
            }
        }
        return ids;
    }

    private Model model() {
        return context.getCamelContextExtension().getContextPlugin(Model.class);
    }

    private static boolean isFrom(@Nullable Resource source, Path path) {
        if (source == null || !source.getLocation().startsWith("file:")) {
            return false;
        }
        URI uri = source.getURI();
        Path file = uri.isOpaque() ? Path.of(uri.getSchemeSpecificPart()) : Path.of(uri);
        return file.toAbsolutePath().normalize().equals(path);
    }
}
