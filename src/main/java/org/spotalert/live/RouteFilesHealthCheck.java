package org.spotalert.live;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Says which route files were refused. The program is healthy all the same: their last good versions run. */
public final class RouteFilesHealthCheck extends AbstractHealthCheck {

    private final LiveRoutes routes;

    public RouteFilesHealthCheck(LiveRoutes routes) {
        super("spot", "route-files");
        this.routes = routes;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        routes.refused().forEach((file, reason) -> builder.detail(file.toString(), "WARNING: " + reason));
        if (!routes.refused().isEmpty()) {
            builder.message("WARNING: route files were refused; their last good versions run");
        }
        builder.up();
    }
}
