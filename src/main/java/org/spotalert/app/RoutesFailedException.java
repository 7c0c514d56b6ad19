package org.spotalert.app;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.util.ObjectHelper;
import org.spotalert.reload.RejectedChangeException;

/** The routes do not start; the message is the reason, in one line. */
public final class RoutesFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    public RoutesFailedException(String reason) {
        super(reason);
    }

    /** Says in one line what a chain of Camel's exceptions means, and of which route. */
    public static RoutesFailedException because(Throwable failure) {
        RoutesFailedException said = ObjectHelper.getException(RoutesFailedException.class, failure);
        if (said != null) {
            return said;
        }
        String reason = String.valueOf(RejectedChangeException.because(failure).getMessage());
        return new RoutesFailedException(route(failure) + reason);
    }

    private static String route(Throwable failure) {
        FailedToCreateRouteException made = ObjectHelper.getException(FailedToCreateRouteException.class, failure);
        FailedToStartRouteException started = ObjectHelper.getException(FailedToStartRouteException.class, failure);
        String id = made != null ? made.getRouteId() : started != null ? started.getRouteId() : "";
        return id.isEmpty() ? "" : "route " + id + ": ";
    }
}
