package org.spotalert.reload;

import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one edit of a route file into the running program, or refuses it as a whole: a new version, a new file, or that a
 * file was deleted.
 */
final class RouteEdits {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

    private final RouteFolder folder;
    private final RouteReplacer swap;
    private final RunningFiles running;
    private final ChannelRegistry channels;
    private final RouteFileValidator rules;

    RouteEdits(
            RouteFolder folder,
            RouteReplacer swap,
            RunningFiles running,
            ChannelRegistry channels,
            RouteFileValidator rules) {
        this.folder = folder;
        this.swap = swap;
        this.running = running;
        this.channels = channels;
        this.rules = rules;
    }

    /**
     * Replaces the routes of the file by those of its new text.
     *
     * @return whether it defines route templates, for which other files may have waited
     */
    boolean replace(RouteFile file, String text) throws RejectedChangeException {
        if (text.isBlank()) {
            throw new RejectedChangeException("it is empty");
        }
        ParsedRouteFile draft = swap.parse(file, text);
        rules.check(file, draft);
        List<RouteFile> users = running.usersOf(file);
        running.put(swap.replace(file, draft, text, users));
        channels.learn();
        RouteFile now = running.get(file.path());
        Set<String> present = swap.present(now);
        tell(
                file,
                present,
                present.isEmpty() && !now.routes().isEmpty()
                        ? "route file is taken, its routes are switched off"
                        : "route file is live");
        users.forEach(this::tellMadeAnew);
        return !draft.contents().templates().isEmpty();
    }

    /** Takes away the routes of a file that is gone, unless others need it or nobody would be alerted. */
    void delete(RouteFile file) throws RejectedChangeException {
        if (!running.usersOf(file).isEmpty()) {
            throw new RejectedChangeException("it was deleted, but other files need its route templates");
        }
        if (!folder.isChannel(file.path()) && !file.routes().isEmpty()) {
            throw new RejectedChangeException("it was deleted, but the pipeline needs it");
        }
        if (!folder.isComplete() || channels.areOnly(file.routes())) {
            throw new RejectedChangeException("it was deleted, but no channel would be left");
        }
        Set<String> present = swap.present(file);
        channels.forget(file.routes());
        swap.remove(file);
        running.remove(file);
        tell(file, present, "route file was deleted, its routes are gone");
    }

    private void tellMadeAnew(RouteFile user) {
        Set<String> present = swap.present(user);
        if (!present.isEmpty()) {
            tell(user, present, "routes were made anew, since their template was edited");
        }
    }

    private void tell(RouteFile file, Set<String> routes, String message) {
        LOG.atInfo()
                .addKeyValue("file", folder.nameOf(file.path()))
                .addKeyValue("routes", routes)
                .log(message);
    }
}
