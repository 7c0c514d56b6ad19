package org.spotalert.platform.management;

import java.util.Map;
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
    }

    public static void bind(CamelContext context, ManagementSettings settings) {
        context.getPropertiesComponent()
                .addPropertiesSource(new DerivedProperties(
                        Map.of("spot.management.login", String.valueOf(settings.login() != null))));
    }
}
