package org.spotalert.channels.eventbridge;

import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.kind.ChannelKind;
import org.spotalert.channels.message.AlertData;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.model.Alert;
import org.spotalert.model.Arn;
import org.spotalert.platform.settings.SettingsReader;
import org.spotalert.platform.text.JsonObject;
import org.spotalert.platform.text.LargestFit;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/**
 * Makes the events that an EventBridge bus receives: one for each alert, in as few requests as they fit into.
 *
 * @param messages gives the thread
 */
public record EventBus(AlertMessages messages) {

    /** The {@code source} of the events. */
    static final String SOURCE = "spot-interruption-alerts";
    /** The {@code detail-type} of the events. */
    static final String DETAIL_TYPE = "Spot Interruption Alert";
    /** The most entries of a request (PutEvents, EventBridge API reference). */
    private static final int MOST_ENTRIES = 10;
    /** The longest request in bytes of all entries: what targets such as SQS have always taken. */
    static final int LONGEST_BYTES = 250 * 1024;
    /** What counts of an entry beside source, detail type and detail: its time. */
    private static final int TIME_BYTES = 14;
    /** Of services, and as many of standalone tasks, of one alert. */
    private static final int MOST_ROWS = 1_000;

    /** Channels to event buses. */
    public static ChannelKind kind() {
        return new ChannelKind() {
            @Override
            public String name() {
                return "eventbridge";
            }

            @Override
            public void check(SettingsReader reader, String prefix) {
                reader.required(prefix + "bus", "the name or ARN of the event bus", EventBus::bus);
            }

            @Override
            public Consumer<ChannelKind.Parts> read(SettingsReader reader, boolean enabled) {
                return parts -> {
                    parts.bind("eventBus", new EventBus(parts.messages()));
                    parts.bind("eventBuses", EventBridgeClient.class, parts.clients()::eventBuses);
                };
            }
        };
    }

    private static String bus(String text) {
        boolean arn = Arn.parse(text)
                .filter(address -> address.service().equals("events")
                        && !address.region().isEmpty()
                        && address.resource().startsWith("event-bus/"))
                .isPresent();
        if (!arn && !text.matches("[/.\\-_A-Za-z0-9]{1,256}")) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not an event bus; give its name, or arn:aws:events:REGION:ACCOUNT:event-bus/NAME");
        }
        return text;
    }

    /**
     * The requests that put these alerts on a bus.
     *
     * @param alerts at least one
     * @param bus the name or ARN of the bus
     */
    public List<PutEventsRequest> requests(List<Alert> alerts, String bus) {
        List<PutEventsRequest> requests = new ArrayList<>();
        List<PutEventsRequestEntry> entries = new ArrayList<>();
        int room = LONGEST_BYTES;
        String thread = messages.thread(alerts);
        for (Alert alert : alerts) {
            PutEventsRequestEntry entry = entry(alert, thread, bus);
            if (entries.size() == MOST_ENTRIES || size(entry) > room) {
                requests.add(request(entries));
                entries.clear();
                room = LONGEST_BYTES;
            }
            entries.add(entry);
            room -= size(entry);
        }
        if (!entries.isEmpty()) {
            requests.add(request(entries));
        }
        return requests;
    }

    private static PutEventsRequest request(List<PutEventsRequestEntry> entries) {
        return PutEventsRequest.builder().entries(entries).build();
    }

    private PutEventsRequestEntry entry(Alert alert, String thread, String bus) {
        return LargestFit.largest(
                MOST_ROWS,
                rows -> PutEventsRequestEntry.builder()
                        .eventBusName(bus)
                        .source(SOURCE)
                        .detailType(DETAIL_TYPE)
                        .time(alert.interruption().noticedAt())
                        .detail(AlertData.of(alert, thread, rows).toString())
                        .build(),
                entry -> size(entry) <= LONGEST_BYTES);
    }

    private static int size(PutEventsRequestEntry entry) {
        return TIME_BYTES + bytes(entry.source()) + bytes(entry.detailType()) + bytes(entry.detail());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The events of a body that is a request, as JSON by the names of PutEvents; nothing for another body. */
    public static Optional<String> text(@Nullable Object body) {
        return body instanceof PutEventsRequest request
                ? Optional.of(new JsonObject()
                        .with(
                                "Entries",
                                request.entries().stream().map(EventBus::shown).toList())
                        .toString())
                : Optional.empty();
    }

    /** {@code Detail} is a text of JSON in the request, and shown as JSON. */
    private static JsonObject shown(PutEventsRequestEntry entry) {
        return new JsonObject()
                .with("Time", String.valueOf(entry.time()))
                .with("Source", entry.source())
                .with("DetailType", entry.detailType())
                .with("Detail", new RawValue(entry.detail()))
                .with("EventBusName", entry.eventBusName());
    }
}
