package org.spotalert.reload;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.spotalert.reload.RejectedChange.Instead;

/**
 * Warns of channel files whose last edit does not run.
 *
 * <p>It is never down: the last good version alerts as before, and a restart, which is what an orchestrator does to a
 * program that is not ready, would make it worse.
 */
public final class RouteFilesHealthCheck extends AbstractHealthCheck {

    private final RouteReload routes;

    /** @param routes whose rejected changes to show */
    public RouteFilesHealthCheck(RouteReload routes) {
        super("spot", "route-files");
        this.routes = routes;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<RejectedChange> changes = routes.rejected();
        builder.up();
        if (!changes.isEmpty()) {
            builder.message("warning: rejected, "
                    + changes.stream()
                            .collect(Collectors.groupingBy(
                                    RouteFilesHealthCheck::running,
                                    TreeMap::new,
                                    Collectors.mapping(RouteFilesHealthCheck::text, Collectors.joining("; "))))
                            .descendingMap()
                            .entrySet()
                            .stream()
                            .map(entry -> entry.getKey() + ": " + entry.getValue())
                            .collect(Collectors.joining("; rejected, ")));
        }
        // The health page shows details only when asked with ?data=true.
        changes.forEach(change -> builder.detail("warning." + change.file(), change.reason()));
    }

    private static String running(RejectedChange change) {
        return change.instead() == Instead.LAST_GOOD_VERSION ? "the last good version runs" : "and nothing of it runs";
    }

    /** Without the file's folder: the health page escapes a slash twice. */
    private static String text(RejectedChange change) {
        return change.file().substring(change.file().lastIndexOf('/') + 1) + ": " + change.reason();
    }
}
