package org.spotalert.reload;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.spotalert.reload.RejectedChange.Instead;

/**
 * Warns of route files whose last edit does not run.
 *
 * <p>It is never down: the last good version alerts as before, and a restart, which is what an orchestrator does to a
 * program that is not ready, would make it worse.
 */
public final class RouteFilesHealthCheck extends AbstractHealthCheck {

    private final RouteReload routes;

    /** @param routes whose refusals to show */
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
        List<RejectedChange> refusals = routes.refusals();
        builder.up();
        if (!refusals.isEmpty()) {
            builder.message("warning: refused, "
                    + Stream.of(Instead.values())
                            .map(instead -> withThis(instead, refusals))
                            .filter(text -> !text.isEmpty())
                            .collect(Collectors.joining("; refused, ")));
        }
        // The health page shows details only when asked with ?data=true.
        refusals.forEach(refusal -> builder.detail("warning." + refusal.file(), refusal.reason()));
    }

    private static String withThis(Instead instead, List<RejectedChange> refusals) {
        String files = refusals.stream()
                .filter(refusal -> refusal.instead() == instead)
                .map(refusal -> nameOf(refusal) + ": " + refusal.reason())
                .collect(Collectors.joining("; "));
        if (files.isEmpty()) {
            return "";
        }
        return (instead == Instead.LAST_GOOD_VERSION ? "the last good version runs: " : "and nothing of it runs: ")
                + files;
    }

    /** Without its folder: the health page escapes a slash twice. */
    private static String nameOf(RejectedChange refusal) {
        return refusal.file().substring(refusal.file().lastIndexOf('/') + 1);
    }
}
