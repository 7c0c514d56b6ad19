package org.spotalert.reload;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.spotalert.reload.RejectedChange.Instead;

/** The versions of route files that do not run, each known until its file is good again. */
final class RejectedChanges {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

    private final Map<Path, RejectedChange> byFile = new TreeMap<>();

    /** Adds one, and says so in the log. */
    synchronized void add(Path path, RejectedChange refusal) {
        byFile.put(path, refusal);
        LOG.atLevel(refusal.instead() == Instead.NOTHING ? Level.ERROR : Level.WARN)
                .addKeyValue("file", refusal.file())
                .addKeyValue("reason", refusal.reason())
                .log(
                        switch (refusal.instead()) {
                            case LAST_GOOD_VERSION ->
                                "route file refused, its last good version runs on: correct the file or bring it back";
                            case OTHER_FILES -> "new route file refused, the others run on: correct the file";
                            case NOTHING ->
                                "route file refused, and nothing of it runs: correct the file or bring its last version back";
                        });
    }

    synchronized boolean has(Path path, String text) {
        RejectedChange refusal = byFile.get(path);
        return refusal != null && refusal.text().equals(text);
    }

    synchronized void forget(Path path) {
        byFile.remove(path);
    }

    /** Forgets one whose file is again what runs, and says so in the log. */
    synchronized void withdraw(Path path) {
        RejectedChange refusal = byFile.remove(path);
        if (refusal != null && refusal.instead() == Instead.LAST_GOOD_VERSION) {
            LOG.atInfo().addKeyValue("file", refusal.file()).log("route file is again the version that runs");
        }
    }

    /** Lets every refused version be tried once more. */
    synchronized void forgetAll() {
        byFile.clear();
    }

    synchronized Set<Path> paths() {
        return Set.copyOf(byFile.keySet());
    }

    synchronized List<RejectedChange> all() {
        return List.copyOf(byFile.values());
    }
}
