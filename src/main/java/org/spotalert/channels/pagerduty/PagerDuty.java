package org.spotalert.channels.pagerduty;

import java.util.List;
import org.spotalert.channels.incident.TextSections;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.platform.text.JsonSize;
import org.spotalert.platform.text.LargestFit;
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

    private static final String CLIENT = "spot-interruption-alerts";
    private static final int LONGEST_SUMMARY = 1_024;
    private static final int LONGEST_KEY = 255;
    private static final int MOST_ROWS = 500;
    private static final int MOST_LINKS = 10;
    private static final int MOST_SENTENCES = 20;
    private static final int NAMES = 3;

    private final JsonSize json = new JsonSize();

    /** Resolves the thread's alert when every service has recovered; triggers it, or adds to it, otherwise. */
    public PagerDutyEvent event(AlertMessage message) {
        return message.recovered()
                ? new PagerDutyEvent("resolve", dedupKey(message), CLIENT, null, List.of())
                : LargestFit.largest(MOST_ROWS, most -> trigger(message, new TextSections(message, most)), this::fits);
    }

    private static PagerDutyEvent trigger(AlertMessage message, TextSections rows) {
        AlertMessage.Scope scope = message.scope();
        PagerDutyEvent.Payload payload = new PagerDutyEvent.Payload(
                TextSanitizer.cut(message.headline(), LONGEST_SUMMARY),
                new Names(message.instances().stream()
                                .map(AlertMessage.InstanceFacts::id)
                                .toList())
                        .first(NAMES),
                message.severity(),
                services(message),
                scope.clusters().first(NAMES),
                scope.kinds().first(NAMES),
                details(message, rows));
        List<PagerDutyEvent.Link> links = message.links().stream()
                .limit(MOST_LINKS)
                .map(link -> new PagerDutyEvent.Link(link.url(), link.label()))
                .toList();
        return new PagerDutyEvent("trigger", dedupKey(message), CLIENT, payload, links);
    }

    private static PagerDutyEvent.Details details(AlertMessage message, TextSections rows) {
        return new PagerDutyEvent.Details(
                message.remarks().stream().limit(MOST_SENTENCES).toList(),
                message.happened(),
                message.advice(),
                rows.facts(),
                rows.services(),
                rows.standaloneTasks(),
                rows.partial(),
                rows.instances());
    }

    private static String services(AlertMessage message) {
        List<String> services = message.services().stream()
                .map(AlertMessage.ServiceFacts::name)
                .distinct()
                .toList();
        return services.isEmpty() ? "" : new Names(services).first(NAMES);
    }

    private static String dedupKey(AlertMessage message) {
        return StableKey.of(message.thread(), LONGEST_KEY);
    }

    private boolean fits(PagerDutyEvent event) {
        return json.bytes(event) <= LONGEST_BYTES;
    }
}
