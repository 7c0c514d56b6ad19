package org.spotalert.channels.googlechat;

import java.util.Set;
import java.util.function.Supplier;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.kind.ChannelParts;
import org.spotalert.channels.kind.HttpChannelKind;
import org.spotalert.platform.settings.SettingsReader;

/** Channels to Google Chat, by an incoming webhook of a space. */
public final class GoogleChatBeans extends HttpChannelKind {

    private static final Set<String> HOSTS = Set.of("chat.googleapis.com");

    public GoogleChatBeans() {
        super("google-chat", "google-chat-client", false);
    }

    @Override
    public Supplier<Webhook> webhook(SettingsReader reader, String prefix) {
        Supplier<Webhook> webhook =
                chat(reader, prefix, "the address of the space's incoming webhook", HOSTS, "/v1/spaces/");
        return () -> new Webhook(
                webhook.get().address().withQuery("messageReplyOption", "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"));
    }

    @Override
    protected void bind(ChannelParts parts) {
        parts.bind("google-chat", new GoogleChat());
    }
}
