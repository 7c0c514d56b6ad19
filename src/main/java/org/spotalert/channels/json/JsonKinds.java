package org.spotalert.channels.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.spotalert.channels.http.RequestAuthentication;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.kind.IncomingWebhook;
import org.spotalert.channels.layout.Layout;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.Mentions;
import org.spotalert.platform.settings.SettingsReader;
import org.spotalert.platform.text.HmacSha256;

/** The far ends that need no class: the template {@code templates/<kind>.json.ftl} writes what is posted to them. */
public final class JsonKinds {

    /** The longest text where the far end names no limit. */
    private static final int LONG = 20_000;

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private JsonKinds() {}

    /** All of them; a new one has its line here, and its template. */
    public static List<IncomingWebhook> all() {
        String listed = ", on a host listed in WEBHOOK_ALLOWED_HOSTS";
        return List.of(
                // Execute Webhook, Discord's documentation: 4,096 for the description of an embed.
                new IncomingWebhook(
                        "discord",
                        new MarkupText(Markup.DISCORD, 4_000, Mentions.DISCORD),
                        "the address of the channel's webhook",
                        "/api/webhooks/",
                        "discord.com",
                        "discordapp.com"),
                // Rocket.Chat takes 5,000 by default; Mattermost more.
                new IncomingWebhook(
                        "mattermost",
                        new MarkupText(Markup.MARKDOWN, 4_000, Mentions.MATTERMOST),
                        "the address of the incoming webhook" + listed,
                        "/"),
                // sendMessage, Telegram Bot API: 4,096 with the title.
                new IncomingWebhook(
                        "telegram",
                        new MarkupText(Markup.TELEGRAM, 3_500, Mentions.TELEGRAM),
                        "https://api.telegram.org/bot<token>/sendMessage?chat_id=<chat>",
                        "/bot",
                        "api.telegram.org"),
                new IncomingWebhook(
                        "incident-io",
                        new MarkupText(Markup.MARKDOWN, LONG, Mentions.ADDRESS),
                        "the address of the HTTP alert source, with ?token=<its token>",
                        "/v2/alert_events/http/",
                        "api.incident.io"),
                devOpsAgent(),
                new IncomingWebhook(
                        "json",
                        new MarkupText(Markup.PLAIN, LONG, Mentions.NONE),
                        "the address to post to" + listed,
                        "/"));
    }

    private static IncomingWebhook devOpsAgent() {
        return new IncomingWebhook(
                "devops-agent",
                new MarkupText(Markup.MARKDOWN, LONG, Mentions.NONE),
                "the address of the Agent Space's webhook",
                "/webhook/generic/",
                ".api.aws") {
            @Override
            public Supplier<Webhook> webhook(SettingsReader reader, String prefix) {
                Supplier<Webhook> webhook = super.webhook(reader, prefix);
                Supplier<RequestAuthentication> signature = reader.required(
                        prefix + "secret", "the signing secret of the webhook (HMAC)", JsonKinds::signature);
                return () -> new Webhook(webhook.get().address(), signature.get());
            }
        };
    }

    /** As AWS DevOps Agent wants it ("Invoking DevOps Agent through Webhook", version 1): each attempt anew, over the bytes that leave. */
    private static RequestAuthentication signature(String secret) {
        HmacSha256 key = new HmacSha256(secret.getBytes(StandardCharsets.UTF_8));
        return new RequestAuthentication(List.of(secret), request -> {
            if (request.getEntity() != null) {
                String now = MILLISECONDS.format(Instant.now());
                byte[] signature = key.sign(
                        (now + ":").getBytes(StandardCharsets.UTF_8), EntityUtils.toByteArray(request.getEntity()));
                request.setHeader("x-amzn-event-timestamp", now);
                request.setHeader("x-amzn-event-signature", Base64.getEncoder().encodeToString(signature));
            }
        });
    }

    /**
     * Writes what a message says, for a template.
     *
     * @param longest the most UTF-16 units of the text, with whom it calls
     */
    public record MarkupText(Markup markup, int longest, Mentions mentions) {

        private static final int LONGEST_TITLE = 500;

        /** Writes the Markdown of the message in the far end's own markup. */
        public Written write(AlertMessage message, String markdown) {
            Layout layout = Layout.of(markdown);
            List<String> calls = mentions.of(message);
            int room =
                    longest - calls.stream().mapToInt(call -> call.length() + 1).sum();
            return new Written(markup.title(layout.title(), LONGEST_TITLE), markup.text(layout, room), calls);
        }
    }

    /**
     * What a template puts between quotation marks.
     *
     * @param title the headline
     * @param text all lines below it
     * @param calls whom the message calls, each as the far end knows them
     */
    public record Written(String title, String text, List<String> calls) {}
}
