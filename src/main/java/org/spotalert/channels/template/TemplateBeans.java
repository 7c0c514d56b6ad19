package org.spotalert.channels.template;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.spotalert.platform.health.WarningHealthCheck;

/** Makes the parts that render messages from templates. */
public record TemplateBeans(CamelContext context) {

    /**
     * Renders by the templates of a folder.
     *
     * @param folder the folder, which is there
     */
    public void bind(Path folder) {
        Templates templates = new Templates(folder);
        TemplateWatch watch = new TemplateWatch(templates);
        context.addComponent("freemarker", new TemplateComponent(templates, watch));
        context.getRegistry().bind("templateWatch", watch);
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("templates", watch::warning));
    }
}
