package org.spotalert.channels;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.spotalert.channels.http.RequestAuthentication;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.http.WebhookAddress;
import org.spotalert.channels.http.WebhookHostPolicy;
import org.spotalert.channels.http.WebhookSignature;
import org.spotalert.platform.settings.SettingsReader;

/**
 * The kinds of channels that speak HTTP: where a channel of the kind may send to, and with which secrets. The settings of
 * a channel are {@code spot.channel.<name>.*}; the first channel of a kind has the kind's name.
 */
public enum HttpChannel {
    GOOGLE_CHAT("google-chat", "google-chat-client") {
        @Override
        Supplier<Webhook> read(SettingsReader reader, String prefix) {
            return chat(
                    reader,
                    prefix,
                    "the address of the space's incoming webhook",
                    url -> WebhookAddress.parse(url, WebhookHostPolicy.googleChat(allowedHosts(reader)))
                            .withQuery("messageReplyOption", "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"));
        }
    },
    SLACK("slack", "slack-client") {
        @Override
        Supplier<Webhook> read(SettingsReader reader, String prefix) {
            return chat(
                    reader,
                    prefix,
                    "the address of the incoming webhook",
                    url -> WebhookAddress.parse(url, WebhookHostPolicy.slack(allowedHosts(reader))));
        }
    },
    TEAMS("teams", "teams-client") {
        @Override
        Supplier<Webhook> read(SettingsReader reader, String prefix) {
            return chat(
                    reader,
                    prefix,
                    "the address of the Workflow that posts to the channel",
                    url -> WebhookAddress.parse(url, WebhookHostPolicy.teams(allowedHosts(reader))));
        }
    },
    /** A server of the operator's own that checks signatures as Standard Webhooks says. */
    SIGNED_WEBHOOK("webhook", "signedWebhookClient") {
        @Override
        Supplier<Webhook> read(SettingsReader reader, String prefix) {
            Supplier<WebhookAddress> address = reader.required(
                    prefix + "webhook",
                    "the address to post to, on a host listed in WEBHOOK_ALLOWED_HOSTS",
                    url -> WebhookAddress.parse(url, WebhookHostPolicy.listed(allowedHosts(reader))));
            Supplier<WebhookSignature> signature = reader.required(
                    prefix + "secret",
                    "the key to sign with: whsec_ and 24 to 64 random bytes in Base64",
                    secret -> WebhookSignature.of(secret, Clock.systemUTC()));
            return () -> new Webhook(address.get(), signature.get());
        }
    },
    PAGERDUTY("pagerduty", "pagerDutyClient") {
        @Override
        Supplier<Webhook> read(SettingsReader reader, String prefix) {
            Optional<WebhookAddress> address = reader.optional(
                    prefix + "url",
                    text -> WebhookAddress.parse(text, WebhookHostPolicy.pagerDuty(allowedHosts(reader))));
            Supplier<String> key = reader.required(
                    prefix + "routing-key", "the integration key of a service", HttpChannel::routingKey);
            return () -> new Webhook(
                    address.orElseGet(
                            () -> WebhookAddress.parse(PAGERDUTY_URL, WebhookHostPolicy.pagerDuty(List.of()))),
                    RequestAuthentication.jsonMember("routing_key", key.get()));
        }
    },
    JIRA("jira", "jiraClient") {
        @Override
        Supplier<Webhook> read(SettingsReader reader, String prefix) {
            return site(reader, prefix, "the address of the Jira site", "token");
        }

        @Override
        public boolean readsAnswers() {
            return true;
        }
    },
    SERVICENOW("servicenow", "serviceNowClient") {
        @Override
        Supplier<Webhook> read(SettingsReader reader, String prefix) {
            return site(reader, prefix, "the address of the ServiceNow instance", "password");
        }

        @Override
        public boolean readsAnswers() {
            return true;
        }
    };

    private static final String PAGERDUTY_URL = "https://events.pagerduty.com/v2/enqueue";

    private final String channel;
    private final String clientName;

    HttpChannel(String channel, String clientName) {
        this.channel = channel;
        this.clientName = clientName;
    }

    /** The name of the first channel of this kind. */
    public String channel() {
        return channel;
    }

    /** The name of the HTTP client that routes of this kind send with. */
    public String clientName() {
        return clientName;
    }

    /** Whether routes of this kind read the text of a good answer; for the others its status says that the message is there. */
    public boolean readsAnswers() {
        return false;
    }

    /**
     * Reads and checks what a channel of this kind needs.
     *
     * @param prefix how the names of the channel's settings begin, with the dot
     */
    abstract Supplier<Webhook> read(SettingsReader reader, String prefix);

    /** A chat program, whose webhook is a secret address and takes so many messages in a second. */
    private static Supplier<Webhook> chat(
            SettingsReader reader, String prefix, String what, Function<String, WebhookAddress> parser) {
        reader.ifGiven(prefix + "messages-per-second", "the most messages in a second", SettingsReader.number(1, 100));
        return reader.required(prefix + "webhook", what, url -> new Webhook(parser.apply(url)));
    }

    static List<String> allowedHosts(SettingsReader reader) {
        return reader.list("spot.webhook.allowed-hosts");
    }

    /** A server of the operator's own, with a login by the Basic scheme. */
    private static Supplier<Webhook> site(SettingsReader reader, String prefix, String what, String password) {
        Supplier<WebhookAddress> address = reader.required(
                prefix + "url",
                what,
                text -> WebhookAddress.parse(text, WebhookHostPolicy.site(text, allowedHosts(reader))));
        Supplier<String> user = reader.required(prefix + "username", "the user's name", text -> text);
        Supplier<String> secret = reader.required(prefix + password, "the user's " + password, text -> text);
        return () -> new Webhook(address.get(), RequestAuthentication.basic(user.get(), secret.get()));
    }

    private static String routingKey(String text) {
        if (!text.matches("[A-Za-z0-9]{32}")) {
            // The text is a secret, or near to one.
            throw new IllegalArgumentException("is not 32 letters and digits; copy the integration key again");
        }
        return text;
    }
}
