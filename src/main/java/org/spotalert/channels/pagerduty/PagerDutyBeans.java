package org.spotalert.channels.pagerduty;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.spotalert.channels.http.RequestAuthentication;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.http.WebhookAddress;
import org.spotalert.channels.http.WebhookHostPolicy;
import org.spotalert.channels.incident.IncidentThreshold;
import org.spotalert.channels.kind.ChannelParts;
import org.spotalert.channels.kind.HttpChannelKind;
import org.spotalert.platform.settings.SettingsReader;

/** Channels to services of PagerDuty, by its Events API v2. */
public final class PagerDutyBeans extends HttpChannelKind {

    private static final Set<String> HOSTS = Set.of("events.pagerduty.com", "events.eu.pagerduty.com");
    private static final String URL = "https://events.pagerduty.com/v2/enqueue";

    public PagerDutyBeans() {
        super("pagerduty", "pagerDutyClient", false);
    }

    @Override
    public Supplier<Webhook> webhook(SettingsReader reader, String prefix) {
        WebhookHostPolicy policy = new WebhookHostPolicy(HOSTS, "/v2/enqueue", false, allowedHosts(reader));
        Optional<WebhookAddress> address = reader.optional(prefix + "url", url -> WebhookAddress.parse(url, policy));
        Supplier<String> key =
                reader.required(prefix + "routing-key", "the integration key of a service", PagerDutyBeans::routingKey);
        return () -> new Webhook(
                address.orElseGet(() -> WebhookAddress.parse(URL, policy)),
                RequestAuthentication.jsonMember("routing_key", key.get()));
    }

    private static String routingKey(String text) {
        if (!text.matches("[A-Za-z0-9]{32}")) {
            // The text is a secret, or near to one.
            throw new IllegalArgumentException("is not 32 letters and digits; copy the integration key again");
        }
        return text;
    }

    @Override
    public Consumer<ChannelParts> read(SettingsReader reader, boolean enabled) {
        // The route template reads it.
        reader.ifGiven(
                "spot.channel.pagerduty.min-severity", IncidentThreshold.SEVERITIES, IncidentThreshold::severity);
        return super.read(reader, enabled);
    }

    @Override
    protected void bind(ChannelParts parts) {
        parts.bind("pagerDuty", new PagerDuty());
    }
}
