package org.spotalert.channels.json;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.spotalert.channels.http.RequestAuthentication;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.kind.IncomingWebhook;
import org.spotalert.channels.kind.IncomingWebhook.Rules;
import org.spotalert.channels.message.Mentions;
import org.spotalert.platform.settings.SettingsReader;

/** The far ends that need no class: the template {@code templates/<kind>.json.ftl} writes what is posted to them. */
public final class JsonKinds {

    /** The longest text where the far end names no limit. */
    private static final int LONG = 20_000;

    private JsonKinds() {}

    /** All of them; a new one has its line here, and its template. */
    public static List<IncomingWebhook> all() {
        String listed = ", on a host listed in WEBHOOK_ALLOWED_HOSTS";
        return List.of(
                // Execute Webhook, Discord's documentation: 4,096 for the description of an embed.
                new IncomingWebhook(
                        "discord",
                        new MarkupText(Markup.DISCORD, 4_000, Mentions.DISCORD),
                        new Rules(
                                "the address of the channel's webhook",
                                "/api/webhooks/",
                                "discord.com",
                                "discordapp.com")),
                // Rocket.Chat takes 5,000 by default; Mattermost more.
                new IncomingWebhook(
                        "mattermost",
                        new MarkupText(Markup.MARKDOWN, 4_000, Mentions.MATTERMOST),
                        new Rules("the address of the incoming webhook" + listed, "/")),
                // sendMessage, Telegram Bot API: 4,096 with the title.
                new IncomingWebhook(
                        "telegram",
                        new MarkupText(Markup.TELEGRAM, 3_500, Mentions.TELEGRAM),
                        new Rules(
                                "https://api.telegram.org/bot<token>/sendMessage?chat_id=<chat>",
                                "/bot",
                                "api.telegram.org")),
                new IncomingWebhook(
                        "incident-io",
                        new MarkupText(Markup.MARKDOWN, LONG, Mentions.ADDRESS),
                        new Rules(
                                "the address of the HTTP alert source, with ?token=<its token>",
                                "/v2/alert_events/http/",
                                "api.incident.io")),
                new SignedWebhook(
                        "devops-agent",
                        new MarkupText(Markup.MARKDOWN, LONG, Mentions.NONE),
                        new Rules("the address of the Agent Space's webhook", "/webhook/generic/", ".api.aws")),
                new IncomingWebhook(
                        "json",
                        new MarkupText(Markup.PLAIN, LONG, Mentions.NONE),
                        new Rules("the address to post to" + listed, "/")));
    }

    /** One whose requests are signed as AWS DevOps Agent wants it. */
    private static final class SignedWebhook extends IncomingWebhook {

        SignedWebhook(String name, MarkupText writer, Rules rules) {
            super(name, writer, rules);
        }

        @Override
        public Supplier<Webhook> webhook(SettingsReader reader, String prefix) {
            Supplier<Webhook> webhook = super.webhook(reader, prefix);
            Supplier<RequestAuthentication> signature = reader.required(
                    prefix + "secret",
                    "the signing secret of the webhook (HMAC)",
                    secret -> EventSignature.of(secret, Clock.systemUTC()));
            return () -> new Webhook(webhook.get().address(), signature.get());
        }
    }
}
