package org.spotalert.channels.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.spotalert.platform.network.HttpProxy;
import org.spotalert.platform.network.ProxyRules;
import org.spotalert.platform.settings.HostNames;
import org.spotalert.platform.settings.SettingsReader;

/**
 * Where webhooks may be, whatever their channel.
 *
 * @param addresses the addresses that their hosts may have
 * @param proxies the hosts that are reached through a proxy
 */
public record WebhookSettings(AddressRules addresses, ProxyRules proxies) {

    /** Reads and checks the settings. */
    public static Supplier<WebhookSettings> read(SettingsReader reader) {
        AddressRules addresses = reader.optional(
                        "spot.webhook.allowed-hosts", text -> AddressRules.of(HostNames.listed(text)))
                .orElseGet(() -> AddressRules.of(List.of()));
        ProxyRules proxies = proxies(reader);
        return () -> new WebhookSettings(addresses, proxies);
    }

    private static ProxyRules proxies(SettingsReader reader) {
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
}
