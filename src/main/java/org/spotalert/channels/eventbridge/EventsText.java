package org.spotalert.channels.eventbridge;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** Shows the events of a request to EventBridge as JSON, by the names of PutEvents. */
public final class EventsText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EventsText() {}

    /** One event; {@code Detail} is a text of JSON in the request, and shown as JSON. */
    private record Entry(
            @JsonProperty("Time") @Nullable String time,
            @JsonProperty("Source") @Nullable String source,
            @JsonProperty("Resources") List<String> resources,
            @JsonProperty("DetailType") @Nullable String detailType,
            @JsonProperty("Detail") @JsonRawValue @Nullable String detail,
            @JsonProperty("EventBusName") @Nullable String bus) {

        static Entry of(PutEventsRequestEntry entry) {
            return new Entry(
                    entry.time() == null ? null : entry.time().toString(),
                    entry.source(),
                    entry.resources(),
                    entry.detailType(),
                    entry.detail(),
                    entry.eventBusName());
        }
    }

    /** The events of a body that is such a request; nothing for another body. */
    public static Optional<String> of(@Nullable Object body) {
        if (!(body instanceof PutEventsRequest request)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.writeValueAsString(
                    Map.of("Entries", request.entries().stream().map(Entry::of).toList())));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
