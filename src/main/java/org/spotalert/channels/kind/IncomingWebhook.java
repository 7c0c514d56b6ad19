package org.spotalert.channels.kind;

import java.util.Set;
import java.util.function.Supplier;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.http.WebhookAddress;
import org.spotalert.channels.http.WebhookHostPolicy;
import org.spotalert.platform.settings.SettingsReader;

/** A kind of channel that posts to a secret address, and to nothing else. */
public class IncomingWebhook extends HttpChannelKind {

    private final Object writer;
    private final String what;
    private final String path;
    private final Set<String> hosts;

    /**
     * A kind of this name, which is also that of its first channel.
     *
     * @param writer what the routes find by this name, to write messages
     * @param what what the setting of the address holds, for a reader
     * @param path how the path begins on the far end's own hosts
     * @param hosts these hosts; none: a server of the operator's own, which is listed
     */
    public IncomingWebhook(String name, Object writer, String what, String path, String... hosts) {
        super(name, name + "-client", false, parts -> parts.bind(name, writer));
        this.writer = writer;
        this.what = what;
        this.path = path;
        this.hosts = Set.of(hosts);
    }

    /** What writes the messages. */
    public final Object writer() {
        return writer;
    }

    @Override
    public Supplier<Webhook> webhook(SettingsReader reader, String prefix) {
        reader.ifGiven(prefix + "messages-per-second", "the most messages in a second", SettingsReader.number(1, 100));
        WebhookHostPolicy policy = new WebhookHostPolicy(hosts, path, true, allowedHosts(reader));
        return reader.required(prefix + "webhook", what, url -> new Webhook(WebhookAddress.parse(url, policy)));
    }
}
