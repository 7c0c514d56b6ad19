package org.spotalert.channels.template;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.freemarker.FreemarkerComponent;

/** Camel's FreeMarker component, with the built-in template in the place of one that an edit has broken. */
public final class TemplateComponent extends FreemarkerComponent {

    private final Templates templates;
    private final TemplateWatch watch;

    /**
     * @param templates the templates to render
     * @param watch is told of those that cannot be rendered
     */
    public TemplateComponent(Templates templates, TemplateWatch watch) {
        this.templates = templates;
        this.watch = watch;
        setConfiguration(templates.configuration());
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        TemplateEndpoint endpoint = new TemplateEndpoint(uri, this, remaining, templates, watch);
        endpoint.setConfiguration(getConfiguration());
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
