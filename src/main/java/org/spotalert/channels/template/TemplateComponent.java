package org.spotalert.channels.template;

import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.freemarker.FreemarkerComponent;
import org.apache.camel.component.freemarker.FreemarkerEndpoint;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.health.WarningHealthCheck;

/**
 * Camel's FreeMarker component, with the built-in template in the place of one that an edit has broken. Knows which templates
 * cannot be used as they are edited, and says so once for each change.
 */
public final class TemplateComponent extends FreemarkerComponent {

    private static final Logger LOG = LoggerFactory.getLogger(TemplateComponent.class);

    /**
     * Why a template cannot be used.
     *
     * @param version of the templates in which it was found
     */
    private record Fault(String reason, long version) {}

    private final Templates templates;
    /** The component's own would be a copy, which has no place for what the names of templates decide. */
    private final Configuration configuration;

    private final Map<String, Fault> faults = new ConcurrentSkipListMap<>();
    private final AtomicLong seen = new AtomicLong();

    public TemplateComponent(Templates templates) {
        this.templates = templates;
        this.configuration = templates.configuration();
    }

    /**
     * Lets the routes render by the templates of a folder.
     *
     * @param folder the folder, which is there
     */
    public static void addTo(CamelContext context, Path folder) {
        TemplateComponent component = new TemplateComponent(new Templates(folder));
        context.addComponent("freemarker", component);
        context.getRegistry().bind("templateWatch", component);
        HealthCheckRegistry.get(context).register(new WarningHealthCheck("templates", component::warning));
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        TemplateEndpoint endpoint = new TemplateEndpoint(uri, remaining);
        endpoint.setConfiguration(configuration);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Renders one template, or the built-in one of its name when it cannot be rendered: the alert leaves all the same. */
    private final class TemplateEndpoint extends FreemarkerEndpoint {

        TemplateEndpoint(String uri, String name) {
            super(uri, TemplateComponent.this, name);
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
                note(getResourceUri(), new Fault(Templates.fault(broken), templates.version()));
                StringWriter text = new StringWriter();
                builtIn.get().process(ExchangeHelper.createVariableMap(exchange, false), text);
                ExchangeHelper.setInOutBodyPatternAware(exchange, text.toString());
            }
        }
    }

    /** Checks whether edits have broken templates or put them right. */
    public void check() {
        long version = templates.version();
        if (seen.getAndSet(version) == version) {
            return;
        }
        Map<String, String> broken = templates.broken();
        broken.forEach((name, reason) -> note(name, new Fault(reason, version)));
        faults.forEach((name, fault) -> {
            // What failed while it was rendered parses all the same: it is good again once something was edited.
            if (!broken.containsKey(name) && fault.version() != version && faults.remove(name, fault)) {
                LOG.atInfo().addKeyValue("template", name).log("template was edited and is used again");
            }
        });
    }

    private void note(String name, Fault fault) {
        @Nullable Fault known = faults.put(name, fault);
        if (known == null || !known.reason().equals(fault.reason())) {
            LOG.atWarn()
                    .addKeyValue("template", name)
                    .addKeyValue("reason", fault.reason())
                    .log("template cannot be used, the built-in one is used instead: correct the file");
        }
    }

    /** What is wrong, one line each that begins with the template's name. */
    public List<String> warnings() {
        return faults.entrySet().stream()
                .map(fault -> fault.getKey() + " " + fault.getValue().reason())
                .toList();
    }

    /** What health says of the templates; nothing when all of them hold. */
    public Optional<String> warning() {
        // The health page escapes slashes and quotation marks twice.
        return Optional.of(String.join("; ", warnings()))
                .filter(text -> !text.isEmpty())
                .map(text -> "the built-in template is used instead: "
                        + text.replaceAll("[\"\\\\]", "'").replace('/', ' '));
    }
}
