package org.spotalert.pipeline.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * An event of this program's own that has come through the rule and the queue, as notices do. It is never an alert.
 *
 * @param slot the time that it was due, which is its name
 */
public record CanaryEvent(Instant slot, Instant sentAt) implements ReceivedEvent {

    /** The {@code detail-type} of the event. */
    public static final String DETAIL_TYPE = "Spot Interruption Canary";

    static CanaryEvent read(JsonNode event) throws UnreadableEventException {
        Instant slot = time(event, "slot");
        Instant sentAt = time(event, "sentAt");
        if (slot == null || sentAt == null) {
            throw new UnreadableEventException("\"slot\" or \"sentAt\" of a canary is no time");
        }
        return new CanaryEvent(slot, sentAt);
    }

    private static @Nullable Instant time(JsonNode event, String member) {
        return EventFields.timeIfAny(event.path("detail").path(member), DateTimeFormatter.ISO_INSTANT);
    }

    /** The {@code detail} of the event. */
    public static String detail(Instant slot, Instant sentAt) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("slot", slot.toString())
                .put("sentAt", sentAt.toString())
                .toString();
    }
}
