package org.spotalert.channels.kind;

import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.spotalert.channels.http.RequestAuthentication;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.http.WebhookAddress;
import org.spotalert.channels.http.WebhookClient;
import org.spotalert.channels.http.WebhookHostPolicy;
import org.spotalert.platform.settings.SettingsReader;

/** A kind of channel that speaks HTTP: where its channels may send to, and with which secrets. */
public abstract class HttpChannelKind implements ChannelKind {

    private final String name;
    private final String client;
    private final boolean readsAnswers;
    private final Consumer<ChannelKind.Parts> beans;

    /**
     * A kind whose routes send with a client of this name.
     *
     * @param readsAnswers whether its routes read the text of a good answer; otherwise the status alone says all
     * @param beans makes the beans beside the client
     */
    protected HttpChannelKind(String name, String client, boolean readsAnswers, Consumer<ChannelKind.Parts> beans) {
        this.name = name;
        this.client = client;
        this.readsAnswers = readsAnswers;
        this.beans = beans;
    }

    @Override
    public final String name() {
        return name;
    }

    /** Reads and checks where a channel sends to. */
    public abstract Supplier<Webhook> webhook(SettingsReader reader, String prefix);

    @Override
    public void check(SettingsReader reader, String prefix) {
        webhook(reader, prefix);
    }

    @Override
    public Consumer<ChannelKind.Parts> read(SettingsReader reader, boolean enabled) {
        Consumer<ChannelKind.Parts> all = beans.andThen(parts -> {
            Function<String, Webhook> webhooks =
                    channel -> parts.read(now -> webhook(now, ChannelKind.prefix(channel)));
            parts.bind(client, new WebhookClient(webhooks, parts.transport(), readsAnswers));
        });
        return enabled ? all.andThen(readFirst(reader)) : all;
    }

    /** Reads the settings of the first channel, which is switched on; most kinds have none. Returns what makes their beans. */
    protected Consumer<ChannelKind.Parts> readFirst(SettingsReader reader) {
        return parts -> {};
    }

    /** The hosts that the operator lists. */
    protected static Collection<String> allowedHosts(SettingsReader reader) {
        return reader.list("spot.webhook.allowed-hosts");
    }

    /**
     * A server of the operator's own, with a login by the Basic scheme.
     *
     * @param password the name of the setting that holds the password
     */
    protected static Supplier<Webhook> site(SettingsReader reader, String prefix, String what, String password) {
        Supplier<WebhookAddress> address = reader.required(
                prefix + "url",
                what,
                text -> WebhookAddress.parse(text, WebhookHostPolicy.site(text, allowedHosts(reader))));
        Supplier<String> user = reader.required(prefix + "username", "the user's name", text -> text);
        Supplier<String> secret = reader.required(prefix + password, "the user's " + password, text -> text);
        return () -> new Webhook(address.get(), RequestAuthentication.basic(user.get(), secret.get()));
    }
}
