package org.spotalert.channels.slack;

import java.util.Set;
import java.util.function.Supplier;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.kind.ChannelParts;
import org.spotalert.channels.kind.HttpChannelKind;
import org.spotalert.platform.settings.SettingsReader;

/** Channels to Slack, by an incoming webhook. */
public final class SlackBeans extends HttpChannelKind {

    private static final Set<String> HOSTS = Set.of("hooks.slack.com", "hooks.slack-gov.com");

    public SlackBeans() {
        super("slack", "slack-client", false);
    }

    @Override
    public Supplier<Webhook> webhook(SettingsReader reader, String prefix) {
        return chat(reader, prefix, "the address of the incoming webhook", HOSTS, "/services/");
    }

    @Override
    protected void bind(ChannelParts parts) {
        parts.bind("slack", new Slack());
    }
}
