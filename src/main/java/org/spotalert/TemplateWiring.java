package org.spotalert;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.spotalert.channel.template.TemplateComponent;
import org.spotalert.channel.template.TemplateWatch;
import org.spotalert.channel.template.Templates;
import org.spotalert.health.WarningHealthCheck;

/** Makes the parts that render messages from templates. */
final class TemplateWiring {

    private final CamelContext context;

    TemplateWiring(CamelContext context) {
        this.context = context;
    }

    /**
     * Renders by the templates of a folder.
     *
     * @param folder the folder, which is there
     */
    void bind(Path folder) {
        Templates templates = new Templates(folder);
        TemplateWatch watch = new TemplateWatch(templates);
        context.addComponent("freemarker", new TemplateComponent(templates, watch));
        context.getRegistry().bind("templateWatch", watch);
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("templates", watch::warning));
    }
}
