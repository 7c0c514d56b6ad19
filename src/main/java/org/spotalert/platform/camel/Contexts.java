package org.spotalert.platform.camel;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.OnCamelContextStopped;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** What beans of several rooms need of a CamelContext. */
public final class Contexts {

    private Contexts() {}

    /** Resolves a property, with every placeholder in its value. */
    public static Function<String, Optional<String>> property(CamelContext context) {
        return property -> context.getPropertiesComponent().resolveProperty(property);
    }

    /** Asks for no packed answers: HttpClient unpacks them and leaves the header by which Camel unpacks them once more. */
    public static void withoutPackedAnswers(CamelContext context) {
        for (String scheme : List.of("http", "https")) {
            context.getComponent(scheme, HttpComponent.class)
                    .setHttpClientConfigurer(HttpClientBuilder::disableContentCompression);
        }
    }

    /** Runs an action when the routes have ended, in the order of these calls. */
    public static void afterStop(CamelContext context, Runnable action) {
        context.addLifecycleStrategy(LifecycleStrategySupport.adapt((OnCamelContextStopped) stopped -> action.run()));
    }
}
