package org.spotalert.pipeline.intake;

import static java.time.format.DateTimeFormatter.ISO_INSTANT;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.spotalert.model.EventPatterns;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Resource.Ec2Instance;

/**
 * CloudTrail's record that AWS has taken Spot Instances, a dozen in one event. It comes minutes after their end, so that it is
 * news only of those that nothing has announced.
 */
final class EvictionDetail {

    static final String DETAIL_TYPE = "AWS Service Event via CloudTrail";
    static final String EVENT_NAME = "BidEvictedEvent";

    private EvictionDetail() {}

    static boolean isOne(JsonNode event) {
        return DETAIL_TYPE.equals(event.path("detail-type").textValue())
                && EVENT_NAME.equals(event.path("detail").path("eventName").textValue());
    }

    static List<Interruption> read(JsonNode event, EventFields fields) throws UnreadableEventException {
        JsonNode detail = event.path("detail");
        EventFields.AssumedPlace place = fields.place(event);
        Instant named = EventFields.timeIfAny(detail.path("eventTime"), ISO_INSTANT);
        Instant time = named == null ? EventFields.time(event) : named;
        Instant end = time == null ? fields.sentAt() : time;
        Set<Interruption.Assumed> assumed = fields.assumed(place, time);
        JsonNode instances = detail.path("serviceEventDetails").path("instanceIdSet");
        List<Interruption> evicted = StreamSupport.stream(instances.spliterator(), false)
                .map(id -> EventFields.instanceNamed(id.textValue()))
                .filter(Objects::nonNull)
                .distinct()
                .limit(Envelopes.MOST)
                .map(id -> new Interruption(
                        EventFields.matching(EventPatterns.EVENT_ID, event.path("id")),
                        InterruptionKind.INTERRUPTION_WARNING,
                        place.at(null),
                        new Ec2Instance(id),
                        InstanceAction.TERMINATE,
                        end.minus(InterruptionKind.WARNING_TIME),
                        null,
                        assumed,
                        Interruption.Source.EVICTION))
                .toList();
        if (evicted.isEmpty()) {
            throw new UnreadableEventException(
                    "\"detail.serviceEventDetails.instanceIdSet\" of a " + EVENT_NAME + " names no EC2 instance");
        }
        return evicted;
    }
}
