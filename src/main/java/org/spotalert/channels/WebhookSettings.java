package org.spotalert.channels;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.spotalert.channels.http.AddressRules;
import org.spotalert.channels.http.Webhook;
import org.spotalert.platform.network.HttpProxy;
import org.spotalert.platform.network.ProxyRules;
import org.spotalert.platform.settings.HostNames;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.SettingsReader;

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
     * @throws InvalidSettingsException naming everything that is wrong with it
     */
    public Webhook read(HttpChannel kind, String channel) {
        SettingsReader reader = new SettingsReader(properties);
        Supplier<Webhook> webhook = kind.read(reader, prefix(channel));
        reader.finish();
        return webhook.get();
    }

    /**
     * The rules for the addresses of webhooks.
     *
     * @throws InvalidSettingsException when what is listed is no host and no network
     */
    public AddressRules addresses() {
        SettingsReader reader = new SettingsReader(properties);
        AddressRules rules = addresses(reader);
        reader.finish();
        return rules;
    }

    /**
     * The hosts that are reached through a proxy.
     *
     * @throws InvalidSettingsException when the proxy's address is none
     */
    public ProxyRules proxies() {
        SettingsReader reader = new SettingsReader(properties);
        ProxyRules rules = proxies(reader);
        reader.finish();
        return rules;
    }

    static AddressRules addresses(SettingsReader reader) {
        return reader.optional("spot.webhook.allowed-hosts", text -> AddressRules.of(HostNames.listed(text)))
                .orElseGet(() -> AddressRules.of(List.of()));
    }

    static ProxyRules proxies(SettingsReader reader) {
        String proxy = orVariable(reader.text("spot.proxy"), "https_proxy");
        String direct = orVariable(reader.text("spot.no-proxy"), "no_proxy");
        try {
            return proxy.isEmpty() || proxy.equalsIgnoreCase("none")
                    ? ProxyRules.none()
                    : ProxyRules.of(HttpProxy.parse(proxy), direct);
        } catch (IllegalArgumentException wrong) {
            reader.problem(
                    "spot.proxy",
                    wrong.getMessage() + "; SPOT_PROXY overrides HTTPS_PROXY, with another proxy or with none");
            return ProxyRules.none();
        }
    }

    /** Camel reads variables in capitals alone; these two are as usual in small letters. */
    private static String orVariable(String setting, String variable) {
        return setting.isEmpty() ? Optional.ofNullable(System.getenv(variable)).orElse("") : setting;
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
