package org.spotalert.channels.kind;

import java.util.Set;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.http.WebhookAddress;
import org.spotalert.channels.http.WebhookHostPolicy;
import org.spotalert.platform.settings.SettingsReader;

/** A kind of channel that posts to a secret address, and to nothing else. */
public class IncomingWebhook extends HttpChannelKind {

    private final Object writer;

    /**
     * A kind of this name, which is also that of its first channel.
     *
     * @param writer what the routes find by this name, to write messages
     * @param what what the setting of the address holds, for a reader
     * @param path how the path begins on the far end's own hosts
     * @param hosts these hosts; none: a server of the operator's own, which is listed
     */
    public IncomingWebhook(String name, Object writer, String what, String path, String... hosts) {
        super(
                name,
                name + "-client",
                false,
                (reader, prefix) -> {
                    reader.ifGiven(
                            prefix + "messages-per-second",
                            "the most messages in a second",
                            SettingsReader.number(1, 100));
                    WebhookHostPolicy policy = new WebhookHostPolicy(Set.of(hosts), path, true, allowedHosts(reader));
                    return reader.required(
                            prefix + "webhook", what, url -> new Webhook(WebhookAddress.parse(url, policy)));
                },
                (reader, enabled) -> parts -> parts.bind(name, writer));
        this.writer = writer;
    }

    /** What writes the messages. */
    public final Object writer() {
        return writer;
    }
}
