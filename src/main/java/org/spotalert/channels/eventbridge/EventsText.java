package org.spotalert.channels.eventbridge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** Shows the events of a request to EventBridge as JSON, by the names of PutEvents. */
public final class EventsText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EventsText() {}

    /** The events of a body that is such a request; nothing for another body. */
    public static Optional<String> of(@Nullable Object body) {
        if (!(body instanceof PutEventsRequest request)) {
            return Optional.empty();
        }
        ObjectNode events = JSON.createObjectNode();
        request.entries().forEach(entry -> events.withArray("Entries").add(event(entry)));
        return Optional.of(events.toString());
    }

    /** {@code Detail} is a text of JSON in the request, and shown as JSON. */
    private static ObjectNode event(PutEventsRequestEntry entry) {
        ObjectNode event = JSON.createObjectNode()
                .put("Time", String.valueOf(entry.time()))
                .put("Source", entry.source())
                .put("DetailType", entry.detailType());
        event.putRawValue("Detail", new RawValue(entry.detail()));
        return event.put("EventBusName", entry.eventBusName());
    }
}
