package org.spotalert.channels.pagerduty;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.http.RequestAuthentication;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.http.WebhookAddress;
import org.spotalert.channels.http.WebhookHostPolicy;
import org.spotalert.channels.kind.HttpChannelKind;
import org.spotalert.channels.layout.Layout;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.model.Severity;
import org.spotalert.platform.settings.SettingsReader;
import org.spotalert.platform.text.JsonObject;
import org.spotalert.platform.text.Names;
import org.spotalert.platform.text.StableKey;
import org.spotalert.platform.text.TextSanitizer;

/**
 * Makes one event of PagerDuty's Events API v2 of a message. All messages of a thread have one dedup key, so that
 * PagerDuty keeps them in one alert and a repeated event changes nothing.
 */
public final class PagerDuty {

    /** The longest event in bytes of JSON: 512 KB is the limit, and the routing key is still to be added. */
    static final int LONGEST_BYTES = 500_000;

    private static final int LONGEST_SUMMARY = 1_024;
    private static final int LONGEST_KEY = 255;
    private static final int MOST_ITEMS = 500;
    private static final int MOST_LINKS = 10;
    private static final int NAMES = 3;

    private static final Set<String> HOSTS = Set.of("events.pagerduty.com", "events.eu.pagerduty.com");
    private static final String URL = "https://events.pagerduty.com/v2/enqueue";

    /** Channels to services of PagerDuty. */
    public static HttpChannelKind kind() {
        return new HttpChannelKind("pagerduty", "pagerDutyClient", false, PagerDuty::webhook, (reader, enabled) -> {
            // The route template reads it.
            reader.ifGiven("spot.channel.pagerduty.min-severity", Severity.NAMES, Severity::parse);
            return parts -> parts.bind("pagerDuty", new PagerDuty());
        });
    }

    private static Supplier<Webhook> webhook(SettingsReader reader, String prefix) {
        WebhookHostPolicy policy =
                new WebhookHostPolicy(HOSTS, "/v2/enqueue", false, HttpChannelKind.allowedHosts(reader));
        Optional<WebhookAddress> address = reader.optional(prefix + "url", url -> WebhookAddress.parse(url, policy));
        Supplier<String> key = reader.required(
                prefix + "routing-key",
                "the integration key of a service",
                SettingsReader.form("[A-Za-z0-9]{32}", "is not 32 letters and digits; copy the integration key again"));
        return () -> new Webhook(
                address.orElseGet(() -> WebhookAddress.parse(URL, policy)),
                RequestAuthentication.jsonMember("routing_key", key.get()));
    }

    /**
     * Resolves the thread's alert when every service has recovered; triggers it, or adds to it, otherwise. The routing key is
     * missing: it is a secret, and added beneath the route.
     */
    public JsonObject event(AlertMessage message, String markdown) {
        return message.recovered()
                ? event("resolve", message)
                : Layout.of(markdown)
                        .largest(
                                MOST_ITEMS,
                                layout -> trigger(message, layout),
                                event -> event.bytes() <= LONGEST_BYTES);
    }

    private static JsonObject event(String action, AlertMessage message) {
        return new JsonObject()
                .with("event_action", action)
                .with("dedup_key", StableKey.of(message.thread(), LONGEST_KEY))
                .with("client", "spot-interruption-alerts");
    }

    private static JsonObject trigger(AlertMessage message, Layout layout) {
        List<String> ids =
                message.instances().stream().map(AlertMessage.InstanceFacts::id).toList();
        List<JsonObject> links =
                message.links().stream().limit(MOST_LINKS).map(PagerDuty::link).toList();
        JsonObject payload = new JsonObject()
                .with("summary", TextSanitizer.cut(message.headline(), LONGEST_SUMMARY))
                .with("source", new Names(ids).first(NAMES))
                .with("severity", message.severity())
                .with("component", services(message))
                .with("group", message.scope().clusters().first(NAMES))
                .with("class", message.scope().kinds().first(NAMES))
                .with("custom_details", details(layout));
        return event("trigger", message).with("payload", payload).with("links", links.isEmpty() ? null : links);
    }

    /** The table that PagerDuty shows beside the summary: a row for each section, but for the links. */
    private static JsonObject details(Layout layout) {
        JsonObject details = new JsonObject();
        for (Layout.Section section : layout.sections()) {
            if (!section.links()) {
                details.put(
                        section.title().isEmpty() ? "What happens" : section.title(),
                        section.lines().stream()
                                .map(line -> line.written(Layout.Span::text))
                                .toList());
            }
        }
        return details;
    }

    private static JsonObject link(AlertMessage.Link link) {
        return new JsonObject().with("href", link.url()).with("text", link.label());
    }

    private static @Nullable String services(AlertMessage message) {
        List<String> services = message.services().stream()
                .map(AlertMessage.ServiceFacts::name)
                .distinct()
                .toList();
        return services.isEmpty() ? null : new Names(services).first(NAMES);
    }
}
