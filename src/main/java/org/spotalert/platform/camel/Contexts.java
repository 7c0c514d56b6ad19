package org.spotalert.platform.camel;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.MicrometerUtils;
import org.apache.camel.spi.OnCamelContextStopped;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;

/** What beans of several rooms need of a CamelContext. */
public final class Contexts {

    private Contexts() {}

    /** Resolves a property, with every placeholder in its value; secrets of live properties are taken as they stand. */
    public static Function<String, Optional<String>> property(CamelContext context) {
        return property -> live(context)
                .flatMap(live -> live.literal(property))
                .or(() -> context.getPropertiesComponent().resolveProperty(property));
    }

    /** Reads several properties that belong together, between two changes. */
    public static <T> T together(CamelContext context, Supplier<T> reads) {
        return live(context).map(live -> live.together(reads)).orElseGet(reads);
    }

    private static Optional<LiveProperties> live(CamelContext context) {
        return context.getPropertiesComponent().getPropertiesSource(LiveProperties.NAME) instanceof LiveProperties live
                ? Optional.of(live)
                : Optional.empty();
    }

    /** Asks for no packed answers: HttpClient unpacks them and leaves the header by which Camel unpacks them once more. */
    public static void withoutPackedAnswers(CamelContext context) {
        for (String scheme : List.of("http", "https")) {
            context.getComponent(scheme, HttpComponent.class)
                    .setHttpClientConfigurer(HttpClientBuilder::disableContentCompression);
        }
    }

    /** The program's metrics. They are there from the start of the context on. */
    public static MeterRegistry meters(CamelContext context) {
        return MicrometerUtils.getOrCreateMeterRegistry(
                context.getRegistry(), MicrometerConstants.METRICS_REGISTRY_NAME);
    }

    /** Runs an action once the routes run. Camel calls its listeners again when routes start later or are resumed. */
    public static void whenStarted(CamelContext context, StartupListener action) throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        context.addStartupListener((started, already) -> {
            if (!ran.getAndSet(true)) {
                action.onCamelContextStarted(started, already);
            }
        });
    }

    /** Runs an action when the routes have ended, in the order of these calls. */
    public static void afterStop(CamelContext context, Runnable action) {
        context.addLifecycleStrategy(LifecycleStrategySupport.adapt((OnCamelContextStopped) stopped -> action.run()));
    }

    /** Gives routes properties that follow from the settings. */
    public static void derive(CamelContext context, Map<String, String> properties) {
        properties.forEach(context.getPropertiesComponent()::addOverrideProperty);
    }

    /** Properties that may change while the program runs. */
    public interface LiveProperties extends PropertiesSource {

        /** The name of the source. */
        String NAME = "live";

        @Override
        @Nullable String getProperty(String name);

        /** The value of a secret as it stands: what looks like a placeholder in it is none. Nothing for other properties. */
        Optional<String> literal(String name);

        /** Reads several properties that belong together, between two changes. */
        <T> T together(Supplier<T> reads);
    }
}
