package org.spotalert.pipeline.intake;

import static java.time.format.DateTimeFormatter.ISO_INSTANT;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
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

    static List<Interruption> read(EventFields event) throws UnreadableEventException {
        JsonNode detail = event.detail();
        Instant named = EventFields.timeIfAny(detail.path("eventTime"), ISO_INSTANT);
        EventFields.Origin end = event.origin(null, null, named == null ? event.time() : named);
        EventFields.Origin notice =
                new EventFields.Origin(end.place(), end.time().minus(InterruptionKind.WARNING_TIME), end.assumed());
        JsonNode instances = detail.path("serviceEventDetails").path("instanceIdSet");
        List<Interruption> evicted = StreamSupport.stream(instances.spliterator(), false)
                .map(id -> EventFields.instanceNamed(id.textValue()))
                .filter(Objects::nonNull)
                .distinct()
                .limit(Envelopes.MOST)
                .map(id -> event.notice(
                        InterruptionKind.INTERRUPTION_WARNING,
                        new Ec2Instance(id),
                        InstanceAction.TERMINATE,
                        notice,
                        null,
                        Interruption.Source.EVICTION))
                .toList();
        if (evicted.isEmpty()) {
            throw new UnreadableEventException(
                    "\"detail.serviceEventDetails.instanceIdSet\" of a " + EVENT_NAME + " names no EC2 instance");
        }
        return evicted;
    }
}
