package org.spotalert.pipeline.intake;

import static java.time.format.DateTimeFormatter.ISO_INSTANT;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Resource.Ec2Instance;

/**
 * Reads what AWS has scheduled for instances from an event of AWS Health. The member names and their meanings are those of
 * "AWS Health events Amazon EventBridge schema" in the AWS Health guide.
 */
final class HealthDetail {

    /**
     * The most that one event may name. EventBridge takes no event above 256 KB, which holds about 2,000; AWS Health goes on
     * in a further event.
     */
    static final int MOST_ENTITIES = 2_500;

    private HealthDetail() {}

    /**
     * The change that the event announces; nothing when it is about another service, about no instance, or over: one that is
     * called off is closed as one that is done.
     *
     * @throws UnreadableEventException when it names too many
     */
    static List<Interruption> read(EventFields event) throws UnreadableEventException {
        JsonNode detail = event.detail();
        Set<String> instances = announces(detail) ? instances(event.event()) : Set.of();
        // The event's own account and Region are where it was delivered: to an organization, or to a Region that stands
        // in.
        EventFields.Origin origin = event.origin(
                EventFields.account(detail.path("affectedAccount")),
                EventFields.regionIn(detail.path("eventRegion").textValue()),
                event.time());
        // In the detail, times are as in HTTP; AWS Health's API writes them as everybody else.
        Instant startsAt = EventFields.timeIfAny(detail.path("startTime"), RFC_1123_DATE_TIME, ISO_INSTANT);
        InstanceAction action = action(detail.path("eventTypeCode").asText());
        return instances.stream()
                .map(instance -> event.notice(
                        InterruptionKind.SCHEDULED_CHANGE,
                        new Ec2Instance(instance),
                        action,
                        origin,
                        startsAt,
                        Interruption.Source.EVENTBRIDGE))
                .toList();
    }

    private static boolean announces(JsonNode detail) {
        return "EC2".equals(detail.path("service").textValue())
                && "scheduledChange".equals(detail.path("eventTypeCategory").textValue())
                && !"closed".equals(detail.path("statusCode").textValue());
    }

    /** The ids of the instances, each once; {@code resources} names them as well, but not which of them are done with. */
    private static Set<String> instances(JsonNode event) throws UnreadableEventException {
        JsonNode entities = event.path("detail").path("affectedEntities");
        JsonNode resources = event.path("resources");
        if (Math.max(entities.size(), resources.size()) > MOST_ENTITIES) {
            throw new UnreadableEventException("\"detail.affectedEntities\" or \"resources\" names more than "
                    + MOST_ENTITIES + " entities; AWS Health sends so many in several events");
        }
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode entity : entities) {
            if (!"RESOLVED".equals(entity.path("status").textValue())) {
                add(ids, entity.path("entityValue").textValue());
            }
        }
        if (entities.isEmpty()) {
            resources.forEach(resource -> add(ids, resource.textValue()));
            add(ids, resources.textValue());
        }
        return ids;
    }

    private static void add(Set<String> ids, @Nullable String entity) {
        String id = EventFields.instanceNamed(entity);
        if (id != null) {
            ids.add(id);
        }
    }

    /** Codes are such as {@code AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED}. Power maintenance reboots, that of networks does not. */
    private static InstanceAction action(String eventTypeCode) {
        if (eventTypeCode.contains("_RETIREMENT")) {
            return InstanceAction.RETIRE;
        }
        if (eventTypeCode.contains("_TERMINATION")) {
            return InstanceAction.TERMINATE;
        }
        if (eventTypeCode.contains("_STOP")) {
            return InstanceAction.STOP;
        }
        return eventTypeCode.contains("_REBOOT") || eventTypeCode.contains("_POWER_MAINTENANCE")
                ? InstanceAction.REBOOT
                : InstanceAction.UNKNOWN;
    }
}
