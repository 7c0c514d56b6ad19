package org.spotalert.platform.management;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.settings.DerivedProperties;

/** Puts limits and a login around what Camel offers at the management port. */
public final class ManagementBeans {

    private ManagementBeans() {}

    /** Camel opens the port before the other settings are read. */
    public static void bind(Main main) {
        main.bind(
                "managementServerFactory",
                new ManagementServerFactory(context -> ManagementSettings.login(Contexts.property(context))));
        main.configure().addConfiguration(new Quick());
    }

    private static final class Quick implements CamelConfiguration {

        @Override
        public void configure(CamelContext context) {
            QuickContextFigures.use(context);
        }
    }

    /** What routes ask of these settings, and the metrics of the JVM. */
    public static void bind(CamelContext context, ManagementSettings settings) throws Exception {
        context.getPropertiesComponent()
                .addPropertiesSource(new DerivedProperties(
                        Map.of("spot.management.login", String.valueOf(settings.login() != null))));
        JvmGcMetrics collections = new JvmGcMetrics();
        Contexts.afterStop(context, collections::close);
        Contexts.whenStarted(
                context,
                (started, already) -> Stream.of(
                                collections,
                                new JvmMemoryMetrics(),
                                new JvmThreadMetrics(),
                                new ProcessorMetrics(),
                                new UptimeMetrics())
                        .forEach(jvm -> jvm.bindTo(Contexts.meters(context))));
    }
}
