package org.spotalert.live;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
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
        texts.forEach((path, text) -> {
            RouteDraft draft = drafted(path, text);
            Set<String> routes = new HashSet<>(draft.routes());
            routes.addAll(routesOf(path));
            put(new RouteFile(path, text, routes, draft.configurations()));
        });
    }

    /** Parses a file again, since a route configuration, unlike a route, does not tell where it came from. */
    private RouteDraft drafted(Path path, String text) {
        try {
            return swap.parse(RouteFile.unknown(path), text);
        } catch (RefusedException e) {
            // Edited since it was loaded: the next look refuses it.
            return new RouteDraft(Set.of(), Set.of(), Set.of());
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

    /** Refuses what would take something away from another file or from the pipeline. */
    void check(RouteFile running, RouteDraft draft) throws RefusedException {
        if (draft.routes().isEmpty()) {
            throw new RefusedException("it defines no route");
        }
        if (folder.isChannel(running.path()) && !draft.groups().contains(LiveRoutes.CHANNEL_GROUP)) {
            throw new RefusedException("none of its routes is in the group " + LiveRoutes.CHANNEL_GROUP);
        }
        if (!folder.isChannel(running.path())) {
            Set<String> missing = without(running.routes(), draft.routes());
            if (!missing.isEmpty()) {
                throw new RefusedException("the pipeline needs the routes " + missing + " which it no longer defines");
            }
        }
        checkIds("route", without(draft.routes(), running.routes()), allRoutes());
        checkIds("route configuration", without(draft.configurations(), running.configurations()), allConfigurations());
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
                .filter(file ->
                        file.routes().contains(id) || file.configurations().contains(id))
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
        configurations().forEach(configuration -> ids.add(String.valueOf(configuration.getId())));
        return ids;
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

    private Collection<RouteConfigurationDefinition> configurations() {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteConfigurationDefinitions();
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
