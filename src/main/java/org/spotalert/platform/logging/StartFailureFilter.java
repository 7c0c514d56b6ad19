package org.spotalert.platform.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** Leaves out what Camel says, with a stack trace, of a start that fails: the program says why itself, and once. */
public final class StartFailureFilter extends TurboFilter {

    private static final String CAMEL = "org.apache.camel.impl.engine.AbstractCamelContext";

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable failure) {
        return format != null && format.startsWith("Error starting CamelContext") && CAMEL.equals(logger.getName())
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
