package org.spotalert.channels.teams;

import java.util.Set;
import java.util.function.Supplier;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.kind.ChannelParts;
import org.spotalert.channels.kind.HttpChannelKind;
import org.spotalert.platform.settings.SettingsReader;

/** Channels to Microsoft Teams, by a Workflow. */
public final class TeamsBeans extends HttpChannelKind {

    private static final Set<String> HOSTS = Set.of(".environment.api.powerplatform.com", ".logic.azure.com");

    public TeamsBeans() {
        super("teams", "teams-client", false);
    }

    @Override
    public Supplier<Webhook> webhook(SettingsReader reader, String prefix) {
        return chat(reader, prefix, "the address of the Workflow that posts to the channel", HOSTS, "/");
    }

    @Override
    protected void bind(ChannelParts parts) {
        parts.bind("teams", new Teams());
    }
}
