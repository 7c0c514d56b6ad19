package org.spotalert.pipeline.intake;

import static java.time.format.DateTimeFormatter.ISO_INSTANT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.spotalert.model.InterruptionKind;

/**
 * The detail of an event without the event around it: what an input path of {@code $.detail} leaves, and what a lifecycle
 * hook of Auto Scaling sends by itself. Its members show which kind of event it is of.
 */
final class BareDetail {

    private BareDetail() {}

    /**
     * The event, as far as the detail says it.
     *
     * @param sentAt the time of an event that does not name its own
     * @return nothing when it is no detail of an event that is known here
     */
    static Optional<JsonNode> event(JsonNode detail, Instant sentAt) {
        return kind(detail).map(kind -> {
            Instant named = EventFields.timeIfAny(detail.path("Time"), ISO_INSTANT);
            ObjectNode event = JsonNodeFactory.instance.objectNode();
            event.put("detail-type", kind.detailType());
            event.put("time", (named == null ? sentAt : named).toString());
            // A hook names these two.
            event.set("id", detail.path("RequestId"));
            event.set("account", detail.path("AccountId"));
            event.set("detail", detail);
            return event;
        });
    }

    private static Optional<InterruptionKind> kind(JsonNode detail) {
        if (detail.path("instance-id").isTextual()) {
            return Optional.of(ofInstance(detail));
        }
        if (detail.path("taskArn").isTextual()) {
            return Optional.of(InterruptionKind.TASK_INTERRUPTION);
        }
        if (detail.path("eventTypeCategory").isTextual()) {
            return Optional.of(InterruptionKind.SCHEDULED_CHANGE);
        }
        // The hook's test message, sent when it is made, holds an "Event" in the place of a transition.
        boolean hook = detail.path("AutoScalingGroupName").isTextual()
                || Stream.of("LifecycleTransition", "Event")
                        .anyMatch(member -> detail.path(member).asText().startsWith("autoscaling:"));
        return hook ? Optional.of(InterruptionKind.TERMINATE_ACTION) : Optional.empty();
    }

    private static InterruptionKind ofInstance(JsonNode detail) {
        if (detail.path("state").isTextual()) {
            return InterruptionKind.STATE_CHANGE;
        }
        if (detail.path("instance-termination-time").isTextual()) {
            return InterruptionKind.RESERVATION_WARNING;
        }
        return detail.path("instance-action").isTextual()
                ? InterruptionKind.INTERRUPTION_WARNING
                : InterruptionKind.REBALANCE_RECOMMENDATION;
    }
}
