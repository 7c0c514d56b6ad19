package org.spotalert.channels.servicenow;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.kind.ChannelParts;
import org.spotalert.channels.kind.HttpChannelKind;
import org.spotalert.platform.settings.SettingsReader;

/** The channel to ServiceNow, by its Table API. */
public final class ServiceNowBeans extends HttpChannelKind {

    public ServiceNowBeans() {
        super("servicenow", "serviceNowClient", true);
    }

    @Override
    public Supplier<Webhook> webhook(SettingsReader reader, String prefix) {
        return site(reader, prefix, "the address of the ServiceNow instance", "password");
    }

    @Override
    protected Consumer<ChannelParts> readFirst(SettingsReader reader) {
        Supplier<ServiceNowSettings> settings = ServiceNowSettings.read(reader);
        return parts -> parts.bind("serviceNow", new ServiceNow(settings.get()));
    }

    @Override
    protected void bind(ChannelParts parts) {
        parts.bind("serviceNowAnswer", new ServiceNowResponse());
    }
}
