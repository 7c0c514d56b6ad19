package org.spotalert.channels.kind;

import java.util.Collection;
import java.util.Locale;
import java.util.function.BiFunction;
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
public class HttpChannelKind implements ChannelKind {

    private final String name;
    private final String client;
    private final boolean readsAnswers;
    private final BiFunction<SettingsReader, String, Supplier<Webhook>> webhook;
    private final BiFunction<SettingsReader, Boolean, Consumer<Parts>> beans;

    /**
     * A kind whose routes send with a client of this name.
     *
     * @param readsAnswers whether its routes read the text of a good answer; otherwise the status alone says all
     * @param webhook see {@link #webhook}
     * @param beans see {@link #read}; makes the beans beside the client
     */
    public HttpChannelKind(
            String name,
            String client,
            boolean readsAnswers,
            BiFunction<SettingsReader, String, Supplier<Webhook>> webhook,
            BiFunction<SettingsReader, Boolean, Consumer<Parts>> beans) {
        this.name = name;
        this.client = client;
        this.readsAnswers = readsAnswers;
        this.webhook = webhook;
        this.beans = beans;
    }

    /**
     * A kind that opens records on a server of the operator's own, with a login by the Basic scheme.
     *
     * @param bean what its routes find the writer of the records by; their client and the reader of answers have names that
     *     begin so
     * @param what what the setting of the server's address holds, for a reader
     * @param password the name of the setting that holds the password
     * @param answer reads the server's answers
     * @param writer reads the settings of the first channel, and makes the writer
     */
    public static HttpChannelKind site(
            String bean, String what, String password, Object answer, Function<SettingsReader, Supplier<?>> writer) {
        return new HttpChannelKind(
                bean.toLowerCase(Locale.ROOT),
                bean + "Client",
                true,
                (reader, prefix) -> login(reader, prefix, what, password),
                (reader, enabled) -> {
                    Consumer<Parts> all = parts -> parts.bind(bean + "Answer", answer);
                    Supplier<?> made = enabled ? writer.apply(reader) : null;
                    return made == null ? all : all.andThen(parts -> parts.bind(bean, made.get()));
                });
    }

    @Override
    public final String name() {
        return name;
    }

    /** Reads and checks where a channel sends to. */
    public Supplier<Webhook> webhook(SettingsReader reader, String prefix) {
        return webhook.apply(reader, prefix);
    }

    @Override
    public void check(SettingsReader reader, String prefix) {
        webhook(reader, prefix);
    }

    @Override
    public Consumer<Parts> read(SettingsReader reader, boolean enabled) {
        return beans.apply(reader, enabled).andThen(parts -> {
            Function<String, Webhook> webhooks =
                    channel -> parts.read(now -> webhook(now, ChannelKind.prefix(channel)));
            parts.bind(client, new WebhookClient(webhooks, parts.transport(), readsAnswers));
        });
    }

    /** The hosts that the operator lists. */
    public static Collection<String> allowedHosts(SettingsReader reader) {
        return reader.list("spot.webhook.allowed-hosts");
    }

    private static Supplier<Webhook> login(SettingsReader reader, String prefix, String what, String password) {
        Supplier<WebhookAddress> address = reader.required(
                prefix + "url",
                what,
                text -> WebhookAddress.parse(text, WebhookHostPolicy.site(text, allowedHosts(reader))));
        Supplier<String> user = reader.required(prefix + "username", "the user's name", text -> text);
        Supplier<String> secret = reader.required(prefix + password, "the user's " + password, text -> text);
        return () -> new Webhook(address.get(), RequestAuthentication.basic(user.get(), secret.get()));
    }
}
