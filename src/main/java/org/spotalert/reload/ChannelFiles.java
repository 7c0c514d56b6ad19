package org.spotalert.reload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.spotalert.pipeline.notify.routing.ChannelConditions;
import org.spotalert.pipeline.notify.routing.RunningChannel;
import org.spotalert.platform.settings.RouteFolder;
import org.spotalert.reload.RejectedChange.Instead;

/** The channel files: the version of each that runs, and the version that was rejected. */
final class ChannelFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

    private final CamelContext context;
    private final RouteFolder folder;
    /** Those that should be there, by their routes: more than those running while one is being replaced. */
    private final Map<String, RunningChannel> channels = new ConcurrentSkipListMap<>();

    private final RouteReplacer replacer;
    private final Map<Path, ParsedRouteFile> running = new TreeMap<>();
    private final Map<Path, RejectedChange> rejected = new ConcurrentSkipListMap<>();

    ChannelFiles(CamelContext context, RouteFolder folder, Duration drain) {
        this.context = context;
        this.folder = folder;
        this.replacer = new RouteReplacer(context, drain);
    }

    /** Learns of a file that Camel has loaded at the start. */
    void loaded(Path path, String text) {
        try {
            running.put(path, ParsedRouteFile.parse(context, path, text));
        } catch (RejectedChangeException edited) {
            LOG.atDebug().setCause(edited).log("edited since it was loaded: the next check rejects it");
        }
    }

    List<RunningChannel> channels() {
        if (channels.isEmpty()) {
            refresh();
        }
        return List.copyOf(channels.values());
    }

    /** Called while no route is being replaced. */
    void refresh() {
        List<Route> routes = context.getRoutesByGroup(RunningChannel.GROUP);
        routes.forEach(route -> channels.put(route.getId(), ChannelConditions.channel(route)));
        channels.keySet().retainAll(routes.stream().map(Route::getId).toList());
    }

    List<RejectedChange> rejected() {
        return List.copyOf(rejected.values());
    }

    Set<Path> paths() {
        Set<Path> paths = new HashSet<>(running.keySet());
        paths.addAll(rejected.keySet());
        return paths;
    }

    /** Lets this version run, unless it runs already or was rejected before; null when the file is gone. */
    void apply(Path path, @Nullable String text) {
        ParsedRouteFile before = running.get(path);
        RejectedChange last = rejected.get(path);
        if (before == null ? text == null : before.isText(text)) {
            if (last != null && last.instead() == Instead.LAST_GOOD_VERSION) {
                LOG.atInfo().addKeyValue("file", last.file()).log("channel file is again the version that runs");
            }
            rejected.remove(path);
        } else if (last == null || !Objects.equals(last.text(), text)) {
            try {
                if (text == null) {
                    delete(running.getOrDefault(path, ParsedRouteFile.none(path)));
                } else {
                    replace(running.getOrDefault(path, ParsedRouteFile.none(path)), text);
                }
                rejected.remove(path);
            } catch (RejectedChangeException e) {
                reject(path, text, e);
            }
        }
    }

    private void replace(ParsedRouteFile before, String text) throws RejectedChangeException {
        ParsedRouteFile next = ParsedRouteFile.parse(context, before.path(), text);
        next.check(context, before, running.values());
        replacer.replace(before, next);
        running.put(next.path(), next);
        refresh();
        List<String> routes = replacer.present(next);
        log(
                next,
                routes,
                routes.isEmpty()
                        ? "channel file was reloaded, its routes are switched off"
                        : "channel file was reloaded");
    }

    private void delete(ParsedRouteFile file) throws RejectedChangeException {
        boolean all = !channels.isEmpty() && file.routes().containsAll(channels.keySet());
        if (all || !folder.hasChannels()) {
            throw new RejectedChangeException("it was deleted, but no channel would be left");
        }
        List<String> routes = replacer.present(file);
        channels.keySet().removeAll(file.routes());
        replacer.remove(file);
        running.remove(file.path());
        log(file, routes, "channel file was deleted, its routes are gone");
    }

    private void log(ParsedRouteFile file, List<String> routes, String message) {
        LOG.atInfo()
                .addKeyValue("file", folder.nameOf(file.path()))
                .addKeyValue("routes", routes)
                .log(message);
    }

    private void reject(Path path, @Nullable String text, RejectedChangeException reason) {
        if (reason.outage()) {
            running.computeIfPresent(path, (same, file) -> file.stopped());
        }
        ParsedRouteFile left = running.get(path);
        Instead instead = left == null
                ? Instead.OTHER_FILES
                : left.text().isEmpty() ? Instead.NOTHING : Instead.LAST_GOOD_VERSION;
        RejectedChange change =
                new RejectedChange(folder.nameOf(path), text, String.valueOf(reason.getMessage()), instead);
        LOG.atLevel(instead == Instead.NOTHING ? Level.ERROR : Level.WARN)
                .addKeyValue("file", change.file())
                .addKeyValue("reason", change.reason())
                .log(instead.message);
        // Last: whoever sees it in health finds it in the log.
        rejected.put(path, change);
    }
}
