package org.spotalert.channels.jira;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.kind.ChannelParts;
import org.spotalert.channels.kind.HttpChannelKind;
import org.spotalert.platform.settings.SettingsReader;

/** The channel to Jira, by its REST API v3. */
public final class JiraBeans extends HttpChannelKind {

    public JiraBeans() {
        super("jira", "jiraClient", true);
    }

    @Override
    public Supplier<Webhook> webhook(SettingsReader reader, String prefix) {
        return site(reader, prefix, "the address of the Jira site", "token");
    }

    @Override
    protected Consumer<ChannelParts> readFirst(SettingsReader reader) {
        Supplier<JiraSettings> settings = JiraSettings.read(reader);
        return parts -> parts.bind("jira", new Jira(settings.get()));
    }

    @Override
    protected void bind(ChannelParts parts) {
        parts.bind("jiraAnswer", new JiraResponse());
    }
}
