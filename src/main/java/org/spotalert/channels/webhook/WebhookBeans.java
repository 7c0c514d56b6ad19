package org.spotalert.channels.webhook;

import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;
import org.spotalert.channels.cloudevents.CloudEvents;
import org.spotalert.channels.http.RequestAuthentication;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.http.WebhookAddress;
import org.spotalert.channels.http.WebhookHostPolicy;
import org.spotalert.channels.kind.ChannelParts;
import org.spotalert.channels.kind.HttpChannelKind;
import org.spotalert.platform.settings.SettingsReader;

/** Channels to servers of the operator's own, which check signatures as Standard Webhooks says. */
public final class WebhookBeans extends HttpChannelKind {

    public WebhookBeans() {
        super("webhook", "signedWebhookClient", false);
    }

    @Override
    public Supplier<Webhook> webhook(SettingsReader reader, String prefix) {
        WebhookHostPolicy policy = new WebhookHostPolicy(Set.of(), "/", true, allowedHosts(reader));
        Supplier<WebhookAddress> address = reader.required(
                prefix + "webhook",
                "the address to post to, on a host listed in WEBHOOK_ALLOWED_HOSTS",
                url -> WebhookAddress.parse(url, policy));
        Supplier<RequestAuthentication> signature = reader.required(
                prefix + "secret",
                "the key to sign with: whsec_ and 24 to 64 random bytes in Base64",
                secret -> WebhookSignature.of(secret, Clock.systemUTC()));
        return () -> new Webhook(address.get(), signature.get());
    }

    @Override
    protected void bind(ChannelParts parts) {
        parts.bind("cloudEvents", new CloudEvents(parts.messages()));
    }
}
