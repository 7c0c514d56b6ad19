package org.spotalert.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.spotalert.channel.http.Webhook;

/** The webhooks of all channels, by their names. */
public final class WebhookSettings {

    private final Function<String, Optional<String>> properties;

    /**
     * @param properties a property's value, with every placeholder resolved
     */
    public WebhookSettings(Function<String, Optional<String>> properties) {
        this.properties = properties;
    }

    /**
     * The webhook of the channel of this name and kind, whether or not the channel is enabled.
     *
     * @throws BadSettingsException naming everything that is wrong with it
     */
    public Webhook read(HttpChannel kind, String channel) {
        SettingsReader reader = new SettingsReader(properties);
        Supplier<Webhook> webhook = kind.read(reader, prefix(channel));
        reader.finish();
        return webhook.get();
    }

    /** Those of the first channel of each kind, where it is enabled. */
    static Supplier<Map<String, Webhook>> enabled(SettingsReader reader) {
        Map<String, Supplier<Webhook>> found = new HashMap<>();
        for (HttpChannel kind : HttpChannel.values()) {
            if (reader.flag(prefix(kind.channel()) + "enabled")) {
                found.put(kind.channel(), kind.read(reader, prefix(kind.channel())));
            }
        }
        return () -> {
            Map<String, Webhook> webhooks = new HashMap<>();
            found.forEach((channel, webhook) -> webhooks.put(channel, webhook.get()));
            return Map.copyOf(webhooks);
        };
    }

    private static String prefix(String channel) {
        return "spot.channel." + channel + ".";
    }
}
