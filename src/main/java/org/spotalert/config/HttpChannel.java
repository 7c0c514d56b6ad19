package org.spotalert.config;

import java.util.List;
import java.util.function.Supplier;
import org.spotalert.channel.Webhook;
import org.spotalert.channel.WebhookAddress;
import org.spotalert.channel.WebhookRules;

/**
 * The kinds of channels that speak HTTP: where a channel of the kind may send to, and with which secrets. The settings of
 * a channel are {@code spot.channel.<name>.*}; the first channel of a kind has the kind's name.
 */
public enum HttpChannel {
    GOOGLE_CHAT("google-chat", "googleChatClient") {
        @Override
        Supplier<Webhook> read(SettingsReader reader, String prefix) {
            reader.ifGiven(
                    prefix + "messages-per-second", "the most messages in a second", SettingsReader.number(1, 100));
            return reader.required(
                    prefix + "webhook",
                    "the address of the space's incoming webhook",
                    text -> new Webhook(WebhookAddress.parse(text, WebhookRules.googleChat(allowedHosts(reader)))
                            .withQuery("messageReplyOption", "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD")));
        }
    };

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

    /**
     * Reads and checks what a channel of this kind needs.
     *
     * @param prefix how the names of the channel's settings begin, with the dot
     */
    abstract Supplier<Webhook> read(SettingsReader reader, String prefix);

    static List<String> allowedHosts(SettingsReader reader) {
        return reader.list("spot.webhook.allowed-hosts");
    }
}
