package org.spotalert.channels.webhook;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.spotalert.channels.http.RequestAuthentication;
import org.spotalert.channels.http.Webhook;
import org.spotalert.channels.http.WebhookAddress;
import org.spotalert.channels.http.WebhookHostPolicy;
import org.spotalert.channels.kind.HttpChannelKind;
import org.spotalert.channels.message.AlertData;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.model.Alert;
import org.spotalert.platform.settings.SettingsReader;
import org.spotalert.platform.text.JsonObject;
import org.spotalert.platform.text.LargestFit;
import org.spotalert.platform.text.StableKey;

/**
 * Makes the message that a webhook of the operator's own receives: all alerts as one CloudEvent.
 *
 * @param messages gives headline, severity and thread
 */
public record CloudEvents(AlertMessages messages) {

    /** The longest message in bytes of JSON: below 1 MiB, which most servers take without a setting. */
    static final int LONGEST_BYTES = 1_000_000;
    /** Of services, and as many of standalone tasks, of one alert. */
    private static final int MOST_ROWS = 1_000;

    private static final String SOURCE = "urn:spot-interruption-alerts";

    /** Channels to servers of the operator's own, which check signatures as Standard Webhooks says. */
    public static HttpChannelKind kind() {
        return new HttpChannelKind(
                "webhook",
                "signedWebhookClient",
                false,
                CloudEvents::webhook,
                (reader, enabled) -> parts -> parts.bind("cloudEvents", new CloudEvents(parts.messages())));
    }

    private static Supplier<Webhook> webhook(SettingsReader reader, String prefix) {
        WebhookHostPolicy policy = new WebhookHostPolicy(Set.of(), "/", true, HttpChannelKind.allowedHosts(reader));
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

    /**
     * The alerts with as much detail as fits, the worst first, in the JSON format of CloudEvents 1.0 (structured mode).
     *
     * @throws IllegalArgumentException when there is no alert
     */
    public JsonObject message(List<Alert> alerts) {
        AlertMessage message = messages.of(alerts);
        List<Alert> worstFirst = alerts.stream()
                .sorted(Comparator.comparing(Alert::severity).reversed())
                .toList();
        Predicate<JsonObject> fits = event -> event.bytes() <= LONGEST_BYTES;
        JsonObject event =
                LargestFit.largest(MOST_ROWS, rows -> event(message, worstFirst, worstFirst.size(), rows), fits);
        return fits.test(event)
                ? event
                : LargestFit.largest(worstFirst.size(), most -> event(message, worstFirst, most, 0), fits);
    }

    private static JsonObject event(AlertMessage message, List<Alert> alerts, int most, int rows) {
        JsonObject data = new JsonObject()
                .with("headline", message.headline())
                .with("severity", message.severity())
                .with(
                        "alerts",
                        alerts.stream()
                                .limit(most)
                                .map(alert -> AlertData.of(alert, message.thread(), rows))
                                .toList())
                .with("omittedAlerts", most < alerts.size() ? alerts.size() - most : null);
        // The id is the webhook-id too, which has no dot.
        return new JsonObject()
                .with("specversion", "1.0")
                .with("id", "msg_" + StableKey.fingerprint(message.id()).replace("-", ""))
                .with("source", SOURCE)
                .with("type", "org.spotalert.alerts.v1")
                .with("subject", message.thread())
                .with("time", noticed(alerts))
                .with("datacontenttype", "application/json")
                .with("dataschema", SOURCE + ":schema:alerts:1")
                .with("data", data);
    }

    private static String noticed(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> alert.interruption().noticedAt())
                .min(Comparator.naturalOrder())
                .orElseThrow()
                .toString();
    }
}
