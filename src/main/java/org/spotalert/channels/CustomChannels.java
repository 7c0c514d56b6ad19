package org.spotalert.channels;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spotalert.channels.email.MailRecipients;
import org.spotalert.platform.settings.RouteTexts;
import org.spotalert.platform.settings.SettingsReader;

/**
 * The channels that are files of the operator's own: their settings are {@code spot.channel.<name>.*}, and are checked as
 * those of the channel of the same kind are.
 */
public final class CustomChannels {

    private static final Pattern TEMPLATE = Pattern.compile("routeTemplateRef[\"']?:\\s*[\"']?([A-Za-z0-9_-]+)");
    /** The parameter that says for which chat program a channel of the template {@code chat} is. */
    private static final Pattern PROGRAM =
            Pattern.compile("name[\"']?:\\s*[\"']?program[\"']?[\\s,]+value[\"']?:\\s*[\"']?([A-Za-z0-9_-]+)");

    /** What a channel needs that is made from one of these templates, by the template and the channel's prefix. */
    private static final Map<String, BiConsumer<SettingsReader, String>> TEMPLATES = templates();

    /** Whose settings stand in application.properties, and are checked by their own names. */
    private static final Set<String> BUILT_IN = Stream.concat(
                    Stream.of("sns", "eventbridge", "email"),
                    Arrays.stream(HttpChannel.values()).map(HttpChannel::channel))
            .collect(Collectors.toUnmodifiableSet());

    private CustomChannels() {}

    private static Map<String, BiConsumer<SettingsReader, String>> templates() {
        Map<String, BiConsumer<SettingsReader, String>> templates = new HashMap<>();
        for (HttpChannel kind : HttpChannel.values()) {
            templates.put(kind.channel(), kind::read);
        }
        templates.put("eventbridge", ChannelSettings::bus);
        templates.put("sns", (reader, prefix) -> {
            lent(reader, "spot.channel.sns.enabled", prefix);
            ChannelSettings.topic(reader, prefix);
        });
        templates.put("email", (reader, prefix) -> {
            lent(reader, "spot.channel.email.enabled", prefix);
            MailRecipients.check(reader, prefix);
        });
        return Map.copyOf(templates);
    }

    /** What goes by the client, or the server and sender, of another channel needs that one to be enabled. */
    private static void lent(SettingsReader reader, String lender, String prefix) {
        if (!reader.text(lender).equals("true")) {
            reader.problem(
                    lender,
                    "is not true, but the channel of " + prefix + "* sends by its means; enable it, or set " + prefix
                            + "enabled to false");
        }
    }

    /** Notes what is wrong with their settings; a channel that is switched off needs none. */
    public static void check(SettingsReader reader, String routes) {
        RouteTexts.read(routes).channels().forEach((name, text) -> {
            String prefix = "spot.channel." + name + ".";
            if (!BUILT_IN.contains(name) && reader.flagUnlessAbsent(prefix + "enabled")) {
                template(text).map(TEMPLATES::get).ifPresent(needs -> needs.accept(reader, prefix));
            }
        });
    }

    private static Optional<String> template(String text) {
        return found(TEMPLATE, text)
                .flatMap(template -> template.equals("chat") ? found(PROGRAM, text) : Optional.of(template));
    }

    private static Optional<String> found(Pattern pattern, String text) {
        return Stream.of(text)
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }
}
