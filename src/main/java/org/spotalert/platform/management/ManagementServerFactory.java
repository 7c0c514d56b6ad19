package org.spotalert.platform.management;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes Camel answer at the management port through {@link ManagementServer}. Camel finds it in the registry. */
public final class ManagementServerFactory extends DefaultMainHttpServerFactory {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServerFactory.class);

    private final Function<CamelContext, Optional<Login>> logins;
    private final Duration connectionTimeout;

    /** @param logins finds the login, if there is one */
    public ManagementServerFactory(Function<CamelContext, Optional<Login>> logins) {
        this(logins, ManagementServer.CONNECTION_TIMEOUT);
    }

    /** The same, for tests that do not want to wait. */
    ManagementServerFactory(Function<CamelContext, Optional<Login>> logins, Duration connectionTimeout) {
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
