package org.spotalert.platform.management;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.camel.Contexts;

/** Puts limits and a login around what Camel offers at the management port. */
public final class ManagementBeans {

    private ManagementBeans() {}

    /** Camel opens the port before the other settings are read. */
    public static void bind(Main main) {
        main.bind(
                "managementServerFactory",
                new ServerFactory(context -> ManagementSettings.login(Contexts.property(context))));
    }

    /** What routes ask of these settings, and the metrics of the JVM. */
    public static void bind(CamelContext context, ManagementSettings settings) throws Exception {
        Contexts.derive(context, Map.of("spot.management.login", String.valueOf(settings.login() != null)));
        QuickContextFigures.use(context);
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

    /** Makes Camel answer at the management port through {@link ManagementServer}. Camel finds it in the registry. */
    static final class ServerFactory extends DefaultMainHttpServerFactory {

        private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);

        private final Function<CamelContext, Optional<Login>> logins;
        private final Duration connectionTimeout;

        ServerFactory(Function<CamelContext, Optional<Login>> logins) {
            this(logins, ManagementServer.CONNECTION_TIMEOUT);
        }

        /** The same, for tests that do not want to wait. */
        ServerFactory(Function<CamelContext, Optional<Login>> logins, Duration connectionTimeout) {
            this.logins = logins;
            this.connectionTimeout = connectionTimeout;
        }

        @Override
        public Service newHttpManagementServer(
                CamelContext context, HttpManagementServerConfigurationProperties properties) {
            Login login = logins.apply(context).orElse(null);
            if (login == null) {
                properties.setJolokiaEnabled(false);
                LOG.info("the management port has health and metrics only; SPOT_MANAGEMENT_PASSWORD gives the rest");
            }
            ManagementHttpServer management = (ManagementHttpServer) super.newHttpManagementServer(context, properties);
            try {
                // Camel takes the server that there is for this port.
                context.addService(new ManagementServer(management.getConfiguration(), login, connectionTimeout));
            } catch (Exception failure) {
                throw new IllegalStateException("the management port does not open", failure);
            }
            return management;
        }
    }
}
