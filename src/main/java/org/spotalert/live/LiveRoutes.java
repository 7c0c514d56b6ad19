package org.spotalert.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.FileWatcherResourceReloadStrategy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets route files be edited while the program runs, one file at a time: a good version replaces the file's routes, a
 * bad one leaves the last good version running and is reported once, a deleted channel file takes its route along.
 * Camel's own reloading would lose a route whose new version does not start, and keep that of a deleted file.
 */
public final class LiveRoutes extends FileWatcherResourceReloadStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);
    private static final String SUFFIX = ".camel.yaml";
    private static final String CHANNELS = "channels";

    private final Path directory;
    private final Lock editing;
    private final Map<Path, RouteFile> running = new HashMap<>();
    private final Map<Path, String> lastSeen = new HashMap<>();
    private final Map<Path, String> refused = new TreeMap<>();

    /**
     * @param directory the directory of the route files
     * @param editing held while routes are replaced, so that nobody takes a channel in replacement for a missing one
     */
    public LiveRoutes(Path directory, Lock editing) {
        super(directory.toString(), true);
        this.directory = directory;
        this.editing = editing;
        setFileFilter(file -> file.getName().endsWith(SUFFIX));
        setResourceReload((name, resource) -> look(Path.of(name)));
    }

    /** The files whose newest version was refused, and why. */
    public Map<Path, String> refused() {
        editing.lock();
        try {
            return Map.copyOf(refused);
        } finally {
            editing.unlock();
        }
    }

    @Override
    protected void doStart() throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
                String text = Files.readString(file);
                running.put(file, RouteFile.parse(text));
                lastSeen.put(file, text);
            }
        }
        super.doStart();
    }

    private void look(Path file) {
        editing.lock();
        try {
            String text = Files.exists(file) ? Files.readString(file) : null;
            if (text == null) {
                deleted(file);
            } else if (!text.isBlank() && !text.equals(lastSeen.put(file, text))) {
                // A blank file is about to be written.
                changed(file, text);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } finally {
            editing.unlock();
        }
    }

    private void changed(Path file, String text) {
        RouteFile before = running.get(file);
        try {
            RouteFile after = RouteFile.parse(text);
            checkOwner(file, after.routeIds());
            replace(file, before, after);
            running.put(file, after);
            refused.remove(file);
            LOG.atInfo()
                    .addKeyValue("file", file)
                    .addKeyValue("routes", after.routeIds())
                    .log("route file taken over");
        } catch (Exception failure) {
            refuse(file, reason(failure), before == null ? "nothing of it runs" : "its last good version runs on");
        }
    }

    private void refuse(Path file, String reason, String consequence) {
        refused.put(file, reason);
        LOG.atWarn()
                .addKeyValue("file", file)
                .addKeyValue("reason", reason)
                .log("route file refused: {}; correct the file and save it again", consequence);
    }

    private void checkOwner(Path file, Set<String> ids) {
        running.forEach((other, routes) -> routes.routeIds().stream()
                .filter(id -> !other.equals(file) && ids.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException("route " + id + " is already in " + other);
                }));
    }

    private void replace(Path file, @Nullable RouteFile before, RouteFile after) throws Exception {
        try {
            load(file, after.text());
            List<String> gone = new ArrayList<>(before == null ? Set.of() : before.routeIds());
            gone.removeAll(after.routeIds());
            remove(gone);
        } catch (Exception failure) {
            remove(after.routeIds());
            if (before != null) {
                load(file, before.text());
            }
            throw failure;
        }
    }

    private void load(Path file, String text) throws Exception {
        CamelContext context = getCamelContext();
        Set<String> ids =
                PluginHelper.getRoutesLoader(context).updateRoutes(ResourceHelper.fromString("file:" + file, text));
        for (String id : ids) {
            if (context.getRouteController().getRouteStatus(id) != ServiceStatus.Started) {
                throw new IllegalStateException("route " + id + " does not start");
            }
        }
    }

    private void remove(Iterable<String> ids) throws Exception {
        CamelContext context = getCamelContext();
        for (String id : ids) {
            Route route = context.getRoute(id);
            if (route != null) {
                context.getRouteController().stopRoute(id);
                context.removeRoute(id);
            }
        }
    }

    /** A stage of the pipeline is not taken away by a missing file: alerts would end without a word. */
    private void deleted(Path file) {
        RouteFile before = running.get(file);
        lastSeen.remove(file);
        if (before == null) {
            refused.remove(file);
            return;
        }
        if (!directory.relativize(file).startsWith(CHANNELS)) {
            refuse(file, "the file of a pipeline stage was deleted", "its last good version runs on");
            return;
        }
        try {
            remove(before.routeIds());
            running.remove(file);
            refused.remove(file);
            LOG.atInfo()
                    .addKeyValue("file", file)
                    .addKeyValue("routes", before.routeIds())
                    .log("route file deleted: its routes are gone");
        } catch (Exception failure) {
            refuse(file, reason(failure), "its routes could not be removed");
        }
    }

    /** The innermost cause says what is wrong; Camel's own text around it quotes the whole route. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause().getMessage() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage())
                .lines()
                .limit(3)
                .reduce((a, b) -> a + " " + b)
                .orElse("")
                .strip();
    }
}
