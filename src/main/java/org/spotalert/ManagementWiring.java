package org.spotalert;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.spotalert.config.DerivedProperties;
import org.spotalert.config.ManagementSettings;
import org.spotalert.management.ManagementServerFactory;

/** Puts limits and a login around what Camel offers at the management port. */
final class ManagementWiring {

    private ManagementWiring() {}

    /** Camel opens the port before the other settings are read. */
    static void bind(Main main) {
        main.bind(
                "managementServerFactory",
                new ManagementServerFactory(context -> ManagementSettings.login(Wiring.property(context))));
    }

    static void bind(CamelContext context, ManagementSettings settings) {
        context.getPropertiesComponent()
                .addPropertiesSource(new DerivedProperties(
                        Map.of("spot.management.login", String.valueOf(settings.login() != null))));
    }
}
