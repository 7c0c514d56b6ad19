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
import org.spotalert.channels.http.WebhookSettings;
import org.spotalert.channels.kind.ChannelKind;
import org.spotalert.channels.kind.ChannelParts;
import org.spotalert.channels.template.Templates;
import org.spotalert.platform.settings.RouteFolder;
import org.spotalert.platform.settings.SettingsReader;

/**
 * The settings of all channels: {@code spot.channel.<name>.*}.
 *
 * @param beans make the beans that the channels' routes name
 * @param webhooks where webhooks may be
 */
public record ChannelSettings(List<Consumer<ChannelParts>> beans, WebhookSettings webhooks) {

    private static final Pattern TEMPLATE = Pattern.compile("routeTemplateRef[\"']?:\\s*[\"']?([A-Za-z0-9_-]+)");
    /** The parameter that names what takes the messages of a channel of the templates {@code chat} and {@code json}. */
    private static final Pattern PROGRAM =
            Pattern.compile("name[\"']?:\\s*[\"']?program[\"']?[\\s,]+value[\"']?:\\s*[\"']?([A-Za-z0-9_-]+)");

    /** Reads and checks the settings of the channels that are switched on. */
    public static Supplier<ChannelSettings> read(SettingsReader reader) {
        List<Consumer<ChannelParts>> beans =
                ChannelBeans.KINDS.stream().map(kind -> first(kind, reader)).toList();
        Supplier<WebhookSettings> webhooks = WebhookSettings.read(reader);
        return () -> new ChannelSettings(beans, webhooks.get());
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

    private static Consumer<ChannelParts> first(ChannelKind kind, SettingsReader reader) {
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
