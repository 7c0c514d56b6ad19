package org.spotalert.channels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.spotalert.channels.failure.Failures;
import org.spotalert.channels.failure.RetryAfter;
import org.spotalert.channels.layout.PlainText;
import org.spotalert.channels.message.Alerts;
import org.spotalert.channels.sns.SnsBeans;
import org.spotalert.channels.template.TemplateComponent;
import org.spotalert.channels.template.Templates;
import org.spotalert.model.Alert;
import org.spotalert.pipeline.notify.routing.ChannelConditions;
import org.spotalert.platform.camel.Contexts;

/** The real route file of one channel, running in a context of its own with the real templates. */
public final class ChannelRoute implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final String channel;

    public ChannelRoute(String channel, Map<String, String> settings, Map<String, Object> beans) throws Exception {
        this(channel, "file:routes/channels/" + channel + ".camel.yaml", settings, beans);
    }

    /**
     * The route of a file that may be made from any of the templates.
     *
     * @param file the file as a Camel resource
     */
    public ChannelRoute(String channel, String file, Map<String, String> settings, Map<String, Object> beans)
            throws Exception {
        this.channel = channel;
        Properties properties = new Properties();
        properties.put("spot.channel.google-chat.messages-per-second", "100");
        properties.put("spot.channel.email.messages-per-minute", "6000");
        properties.putAll(settings);
        properties.put("spot.channel." + channel + ".enabled", "true");
        context.getPropertiesComponent().setInitialProperties(properties);
        context.addRoutePolicyFactory(new ChannelConditions());
        Contexts.withoutPackedAnswers(context);
        Path templates = Path.of(settings.getOrDefault("spot.templates", "templates"));
        context.addComponent("freemarker", new TemplateComponent(new Templates(templates)));
        context.getRegistry().bind("alertMessages", Alerts.after(18));
        context.getRegistry().bind("plainText", new PlainText());
        context.getRegistry().bind("failures", new Failures(Clock.systemUTC(), List::of, () -> false));
        context.getRegistry().bind("retryAfter", new RetryAfter(Clock.systemUTC()));
        beans.forEach((name, bean) -> context.getRegistry().bind(name, bean));
        // The component takes the client that is bound by then.
        SnsBeans.addIds(context);
        RoutesLoader loader = PluginHelper.getRoutesLoader(context);
        for (String folder : List.of("routes/errors", "routes/templates", "routes/incidents")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path shared : files.toList()) {
                    loader.loadRoutes(quick(ResourceHelper.resolveMandatoryResource(context, "file:" + shared)));
                }
            }
        }
        loader.loadRoutes(quick(ResourceHelper.resolveMandatoryResource(context, file)));
        context.getShutdownStrategy().setTimeout(1);
        context.start();
    }

    /** The file with shorter pauses between tries: what is looked at is how often and when not, and what Retry-After does. */
    private static Resource quick(Resource file) throws IOException {
        try (InputStream content = file.getInputStream()) {
            String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            return ResourceHelper.fromString(
                    file.getLocation(), text.replaceAll("redeliveryDelay: \"[0-9]+\"", "redeliveryDelay: \"20\""));
        }
    }

    /** Sends the alerts through the route, as the sender of deliveries does: alone. */
    public Exchange send(Alert... alerts) {
        return send(List.of(alerts));
    }

    public Exchange send(List<Alert> alerts) {
        return sendBody(alerts);
    }

    /** Whether the channel wants this alert. */
    public boolean wants(Alert alert) {
        return !ChannelConditions.channel(context.getRoute("channel-" + channel))
                .condition()
                .wanted(List.of(alert))
                .isEmpty();
    }

    private Exchange sendBody(Object body) {
        return context.createFluentProducerTemplate()
                .to("direct:channel-" + channel)
                .withBody(body)
                .send();
    }

    @Override
    public void close() {
        context.stop();
    }
}
