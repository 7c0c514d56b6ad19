package org.spotalert.channels.json;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.spotalert.channels.http.RequestAuthentication;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.kind.ChannelKind;
import org.spotalert.channels.kind.ChannelParts;
import org.spotalert.channels.kind.HttpChannelKind;
import org.spotalert.channels.layout.Layout;
import org.spotalert.platform.settings.SettingsReader;

/** A kind of channel whose secret is its address; the template {@code templates/<kind>.json.ftl} writes what is posted there. */
public final class JsonKind extends HttpChannelKind {

    /** The longest text where the far end names no limit. */
    private static final int LONG = 20_000;

    private final Rules rules;
    private final Text text;

    /**
     * Where such a webhook lives.
     *
     * @param path how the path begins on those hosts
     * @param what what the setting holds, for a reader
     * @param hosts the far end's own hosts; none: a server of the operator's own, which is listed
     * @param isSigned whether requests are signed as AWS DevOps Agent wants it
     */
    private record Rules(String path, String what, Set<String> hosts, boolean isSigned) {

        static Rules of(String path, String what, String... hosts) {
            return new Rules(path, what, Set.of(hosts), false);
        }

        Rules signed() {
            return new Rules(path, what, hosts, true);
        }
    }

    /**
     * Writes what a message says, for a template.
     *
     * @param longest the most UTF-16 units of the text
     */
    public record Text(Markup markup, int longest) {

        private static final int LONGEST_TITLE = 500;

        /**
         * What a template puts between quotation marks.
         *
         * @param title the headline
         * @param text all lines below it
         */
        public record Written(String title, String text) {}

        /** Writes the Markdown of the message in the far end's own markup. */
        public Written write(String markdown) {
            Layout layout = Layout.of(markdown);
            return new Written(markup.title(layout.title(), LONGEST_TITLE), markup.text(layout, longest));
        }
    }

    private JsonKind(String name, Text text, Rules rules) {
        super(name, name + "-client", false);
        this.rules = rules;
        this.text = text;
    }

    /** All kinds; a new one has its line here, and its template. */
    public static List<ChannelKind> all() {
        String listed = ", on a host listed in WEBHOOK_ALLOWED_HOSTS";
        return List.of(
                // Execute Webhook, Discord's documentation: 4,096 for the description of an embed.
                new JsonKind(
                        "discord",
                        new Text(Markup.DISCORD, 4_000),
                        Rules.of(
                                "/api/webhooks/",
                                "the address of the channel's webhook",
                                "discord.com",
                                "discordapp.com")),
                // Rocket.Chat takes 5,000 by default; Mattermost more.
                new JsonKind(
                        "mattermost",
                        new Text(Markup.MARKDOWN, 4_000),
                        Rules.of("/", "the address of the incoming webhook" + listed)),
                // sendMessage, Telegram Bot API: 4,096 with the title.
                new JsonKind(
                        "telegram",
                        new Text(Markup.TELEGRAM, 3_500),
                        Rules.of(
                                "/bot",
                                "https://api.telegram.org/bot<token>/sendMessage?chat_id=<chat>",
                                "api.telegram.org")),
                new JsonKind(
                        "incident-io",
                        new Text(Markup.MARKDOWN, LONG),
                        Rules.of(
                                "/v2/alert_events/http/",
                                "the address of the HTTP alert source, with ?token=<its token>",
                                "api.incident.io")),
                new JsonKind(
                        "devops-agent",
                        new Text(Markup.MARKDOWN, LONG),
                        Rules.of("/webhook/generic/", "the address of the Agent Space's webhook", ".api.aws")
                                .signed()),
                new JsonKind("json", new Text(Markup.PLAIN, LONG), Rules.of("/", "the address to post to" + listed)));
    }

    @Override
    public Supplier<Webhook> webhook(SettingsReader reader, String prefix) {
        Supplier<Webhook> address = chat(reader, prefix, rules.what(), rules.hosts(), rules.path());
        if (!rules.isSigned()) {
            return address;
        }
        Supplier<RequestAuthentication> signature = reader.required(
                prefix + "secret",
                "the signing secret of the webhook (HMAC)",
                secret -> EventSignature.of(secret, Clock.systemUTC()));
        return () -> new Webhook(address.get().address(), signature.get());
    }

    /** Writes the messages of this kind. */
    Text text() {
        return text;
    }

    @Override
    protected void bind(ChannelParts parts) {
        parts.bind(name(), text);
    }
}
