package org.spotalert.channels.kind;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.spotalert.channels.http.WebhookTransport;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.camel.Contexts;
import org.spotalert.platform.settings.SettingsReader;

/** A kind of channel: the settings of its channels, and the beans that its routes name. */
public interface ChannelKind {

    /** The name of the kind: that of its route template, and of its first channel. */
    String name();

    /**
     * Checks the settings that every channel of this kind has of its own.
     *
     * @param prefix how the names of the channel's settings begin, with the dot
     */
    void check(SettingsReader reader, String prefix);

    /**
     * Reads the settings that all channels of this kind share.
     *
     * @param enabled whether the first channel is switched on
     * @return makes the beans; to be called once the reader has found no problem
     */
    Consumer<Parts> read(SettingsReader reader, boolean enabled);

    /** What the far end may repeat in its answers, and no reader may see. */
    default List<String> secrets(SettingsReader reader) {
        return List.of();
    }

    /** Notes a problem unless the first channel of this kind is switched on, by whose means the others send. */
    default void requiresFirst(SettingsReader reader, String prefix) {
        String first = prefix(name()) + "enabled";
        if (!reader.text(first).equals("true")) {
            reader.problem(
                    first,
                    "is not true, but the channel of " + prefix + "* sends by its means; enable it, or set " + prefix
                            + "enabled to false");
        }
    }

    /** How the names of the settings of a channel begin. */
    static String prefix(String channel) {
        return "spot.channel." + channel + ".";
    }

    /**
     * What the beans of channels are made with.
     *
     * @param messages words the alerts, for all channels
     * @param transport takes requests to webhooks
     */
    record Parts(CamelContext context, AlertMessages messages, AwsClients clients, WebhookTransport transport) {

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
}
