package org.spotalert.pipeline.owner;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.spotalert.platform.file.LiveFile;
import org.spotalert.platform.health.WarningHealthCheck;

/** Makes what knows who looks after services, and what looks after the catalogue. */
public final class OwnerBeans {

    private OwnerBeans() {}

    /** Makes the parts. */
    public static Owners bind(CamelContext context, OwnerSettings settings) {
        LiveFile<CatalogueEntry> catalogue = catalogue(settings);
        // Before the first alert, not a moment after it.
        catalogue.reload();
        context.getRegistry().bind("catalogue", catalogue);
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("catalogue", catalogue::warning));
        return new Owners(settings, catalogue::entries);
    }

    /** The catalogue, not yet read. */
    public static LiveFile<CatalogueEntry> catalogue(OwnerSettings settings) {
        return new LiveFile<>("catalogue", settings.catalogue(), CatalogueEntry::read);
    }
}
