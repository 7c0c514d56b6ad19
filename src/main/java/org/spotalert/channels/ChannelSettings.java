package org.spotalert.channels;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spotalert.channels.http.AddressRules;
import org.spotalert.channels.kind.ChannelKind;
import org.spotalert.channels.template.Templates;
import org.spotalert.platform.network.HttpProxy;
import org.spotalert.platform.network.ProxyRules;
import org.spotalert.platform.settings.HostNames;
import org.spotalert.platform.settings.RouteFolder;
import org.spotalert.platform.settings.SettingsReader;

/**
 * The settings of all channels: {@code spot.channel.<name>.*}.
 *
 * @param beans make the beans that the channels' routes name
 * @param addresses the addresses that the hosts of webhooks may have
 * @param proxies the hosts that are reached through a proxy
 */
public record ChannelSettings(List<Consumer<ChannelKind.Parts>> beans, AddressRules addresses, ProxyRules proxies) {

    private static final Pattern TEMPLATE = Pattern.compile("routeTemplateRef[\"']?:\\s*[\"']?([A-Za-z0-9_-]+)");
    /** The parameter that names what takes the messages of a channel of the templates {@code chat} and {@code json}. */
    private static final Pattern PROGRAM =
            Pattern.compile("name[\"']?:\\s*[\"']?program[\"']?[\\s,]+value[\"']?:\\s*[\"']?([A-Za-z0-9_-]+)");

    /** Reads and checks the settings of the channels that are switched on. */
    public static Supplier<ChannelSettings> read(SettingsReader reader) {
        List<Consumer<ChannelKind.Parts>> beans =
                ChannelBeans.KINDS.stream().map(kind -> first(kind, reader)).toList();
        AddressRules addresses = reader.optional(
                        "spot.webhook.allowed-hosts", text -> AddressRules.of(HostNames.listed(text)))
                .orElseGet(() -> AddressRules.of(List.of()));
        ProxyRules proxies = proxies(reader);
        return () -> new ChannelSettings(beans, addresses, proxies);
    }

    /** What a far end may repeat, and no reader may see. */
    static List<String> secrets(SettingsReader reader) {
        return ChannelBeans.KINDS.stream()
                .flatMap(kind -> kind.secrets(reader).stream())
                .toList();
    }

    /** Checks the settings of the channels that have files among the routes, and the templates. Reads all these files. */
    public static void checkFiles(SettingsReader reader) {
        custom(reader);
        new Templates(Path.of(reader.text("spot.templates")))
                .problems()
                .forEach(problem -> reader.problem("spot.templates", problem));
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

    private static Consumer<ChannelKind.Parts> first(ChannelKind kind, SettingsReader reader) {
        String prefix = ChannelKind.prefix(kind.name());
        boolean enabled = reader.flag(prefix + "enabled");
        if (enabled) {
            kind.check(reader, prefix);
        }
        return kind.read(reader, enabled);
    }

    /** Checks the channels that are files of the operator's own as those of the same kind. */
    private static void custom(SettingsReader reader) {
        reader.optional("spot.routes", RouteFolder::of)
                .map(RouteFolder::channels)
                .orElse(Map.of())
                .forEach((name, text) -> {
                    String prefix = ChannelKind.prefix(name);
                    if (kind(name).isEmpty() && reader.flagUnlessAbsent(prefix + "enabled")) {
                        template(text).flatMap(ChannelSettings::kind).ifPresent(kind -> kind.check(reader, prefix));
                    }
                });
    }

    private static Optional<ChannelKind> kind(String name) {
        return ChannelBeans.KINDS.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst();
    }

    private static Optional<String> template(String text) {
        return found(TEMPLATE, text)
                .flatMap(template ->
                        Set.of("chat", "json").contains(template) ? found(PROGRAM, text) : Optional.of(template));
    }

    private static Optional<String> found(Pattern pattern, String text) {
        return Stream.of(text)
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }
}
