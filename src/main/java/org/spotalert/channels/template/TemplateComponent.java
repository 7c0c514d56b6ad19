package org.spotalert.channels.template;

import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.freemarker.FreemarkerComponent;
import org.apache.camel.component.freemarker.FreemarkerEndpoint;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.ExchangeHelper;
import org.spotalert.platform.health.WarningHealthCheck;

/** Camel's FreeMarker component, with the built-in template in the place of one that an edit has broken. */
public final class TemplateComponent extends FreemarkerComponent {

    private final Templates templates;
    private final TemplateWatch watch;
    /** The component's own would be a copy, which has no place for what the names of templates decide. */
    private final Configuration configuration;

    /**
     * Lets the routes render by the templates of a folder.
     *
     * @param folder the folder, which is there
     */
    public static void addTo(CamelContext context, Path folder) {
        Templates templates = new Templates(folder);
        TemplateWatch watch = new TemplateWatch(templates);
        context.addComponent("freemarker", new TemplateComponent(templates, watch));
        context.getRegistry().bind("templateWatch", watch);
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("templates", watch::warning));
    }

    /**
     * @param templates the templates to render
     * @param watch notes those that cannot be rendered
     */
    public TemplateComponent(Templates templates, TemplateWatch watch) {
        this.templates = templates;
        this.watch = watch;
        this.configuration = templates.configuration();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        TemplateEndpoint endpoint = new TemplateEndpoint(uri, this, remaining, templates, watch);
        endpoint.setConfiguration(configuration);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Renders one template, or the built-in one of its name when it cannot be rendered: the alert leaves all the same. */
    private static final class TemplateEndpoint extends FreemarkerEndpoint {

        private final Templates templates;
        private final TemplateWatch watch;

        TemplateEndpoint(
                String uri, FreemarkerComponent component, String name, Templates templates, TemplateWatch watch) {
            super(uri, component, name);
            this.templates = templates;
            this.watch = watch;
        }

        @Override
        protected void onExchange(Exchange exchange) throws Exception {
            try {
                super.onExchange(exchange);
            } catch (IOException | TemplateException broken) {
                Optional<Template> builtIn = templates.builtIn(getResourceUri());
                if (builtIn.isEmpty()) {
                    throw broken;
                }
                watch.failed(getResourceUri(), broken);
                StringWriter text = new StringWriter();
                builtIn.get().process(ExchangeHelper.createVariableMap(exchange, false), text);
                ExchangeHelper.setInOutBodyPatternAware(exchange, text.toString());
            }
        }
    }
}
