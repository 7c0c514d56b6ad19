package org.spotalert.channels.cloudevents;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.spotalert.channels.cloudevents.CloudEvent.AlertsData;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.model.Alert;
import org.spotalert.platform.text.JsonSize;
import org.spotalert.platform.text.LargestFit;
import org.spotalert.platform.text.StableKey;

/** Makes the message that a webhook of the operator's own receives: all alerts as one CloudEvent. */
public final class CloudEvents {

    /** The longest message in bytes of JSON: below 1 MiB, which most servers take without a setting. */
    static final int LONGEST_BYTES = 1_000_000;

    /** Of services, and as many of standalone tasks, of one alert. */
    private static final int MOST_ROWS = 1_000;

    private static final String SOURCE = "urn:spot-interruption-alerts";
    private static final String TYPE = "org.spotalert.alerts.v1";
    private static final String SCHEMA = SOURCE + ":schema:alerts:1";

    private final AlertMessages messages;
    private final JsonSize json = new JsonSize();

    /** Takes headline, severity and thread from these messages. */
    public CloudEvents(AlertMessages messages) {
        this.messages = messages;
    }

    /**
     * The alerts with as much detail as fits, the worst first.
     *
     * @throws IllegalArgumentException when there is no alert
     */
    public CloudEvent message(List<Alert> alerts) {
        AlertMessage message = messages.of(alerts);
        List<Alert> worstFirst = alerts.stream()
                .sorted(Comparator.comparing(Alert::severity).reversed())
                .toList();
        Predicate<CloudEvent> fits = event -> json.bytes(event) <= LONGEST_BYTES;
        CloudEvent event =
                LargestFit.largest(MOST_ROWS, rows -> event(message, worstFirst, worstFirst.size(), rows), fits);
        return fits.test(event)
                ? event
                : LargestFit.largest(worstFirst.size(), most -> event(message, worstFirst, most, 0), fits);
    }

    private static CloudEvent event(AlertMessage message, List<Alert> alerts, int most, int rows) {
        AlertsData data = new AlertsData(
                message.headline(),
                message.severity(),
                alerts.stream()
                        .limit(most)
                        .map(alert -> AlertFacts.of(alert, message.thread(), rows))
                        .toList(),
                most < alerts.size() ? alerts.size() - most : null);
        return new CloudEvent(
                "1.0", id(message), SOURCE, TYPE, message.thread(), noticed(alerts), "application/json", SCHEMA, data);
    }

    private static String id(AlertMessage message) {
        return "msg_" + StableKey.fingerprint(message.id()).replace("-", "");
    }

    private static String noticed(List<Alert> alerts) {
        return AlertData.time(alerts.stream()
                .map(alert -> alert.impact().interruption().noticedAt())
                .min(Comparator.naturalOrder())
                .orElseThrow());
    }
}
