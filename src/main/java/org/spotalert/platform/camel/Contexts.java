package org.spotalert.platform.camel;

import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.OnCamelContextStopped;
import org.apache.camel.support.LifecycleStrategySupport;

/** What beans of several rooms need of a CamelContext. */
public final class Contexts {

    private Contexts() {}

    /** Resolves a property, with every placeholder in its value. */
    public static Function<String, Optional<String>> property(CamelContext context) {
        return property -> context.getPropertiesComponent().resolveProperty(property);
    }

    /** Runs an action when the routes have ended, in the order of these calls. */
    public static void afterStop(CamelContext context, Runnable action) {
        context.addLifecycleStrategy(LifecycleStrategySupport.adapt((OnCamelContextStopped) stopped -> action.run()));
    }
}
