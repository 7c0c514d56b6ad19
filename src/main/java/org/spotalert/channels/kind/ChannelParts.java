package org.spotalert.channels.kind;

import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.spotalert.channels.http.WebhookTransport;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.settings.SettingsReader;

/**
 * What the beans of channels are made with.
 *
 * @param messages words the alerts, for all channels
 * @param transport takes requests to webhooks
 */
public record ChannelParts(
        CamelContext context, AlertMessages messages, AwsClients clients, WebhookTransport transport) {

    /** Makes a bean known to the routes. */
    public void bind(String name, Object bean) {
        context.getRegistry().bind(name, bean);
    }

    /** Makes a bean known that is made once a route names it. */
    public <T> void bind(String name, Class<T> type, Supplier<T> bean) {
        context.getRegistry().bind(name, type, bean::get);
    }

    /**
     * Reads settings now.
     *
     * @throws org.spotalert.platform.settings.InvalidSettingsException naming everything that is wrong with them
     */
    public <T> T read(Function<SettingsReader, Supplier<T>> settings) {
        return Contexts.together(context, () -> {
            SettingsReader reader = new SettingsReader(Contexts.property(context));
            Supplier<T> read = settings.apply(reader);
            reader.finish();
            return read.get();
        });
    }
}
