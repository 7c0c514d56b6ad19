package org.spotalert.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The events of ECS that tell of a {@link ServiceChange}; see "Amazon ECS events" in the ECS guide for their shapes. Of the
 * events about services, those that tell of a failure are left out: a service is not made whole by them.
 */
public final class ServiceEvents {

    /** The {@code source} of them all. */
    public static final String SOURCE = "aws.ecs";
    /** The {@code detail-type} of the events about services. */
    public static final List<String> SERVICE_TYPES = List.of("ECS Service Action", "ECS Deployment State Change");
    /** What {@code detail.eventName} of these is when it tells of a change. */
    public static final List<String> SERVICE_NAMES = List.of("SERVICE_STEADY_STATE", "SERVICE_DEPLOYMENT_COMPLETED");
    /** The {@code detail-type} of the events about tasks. */
    public static final String TASK_TYPE = "ECS Task State Change";
    /** What {@code detail.lastStatus} of these is when the service's figures change. */
    public static final List<String> TASK_STATUSES = List.of("RUNNING", "STOPPED");
    /** What {@code detail.group} of a service's task begins with. */
    public static final String TASK_GROUP = "service:";

    private static final String NAME = "([A-Za-z0-9_-]{1,255})";
    private static final Pattern GROUP = Pattern.compile(TASK_GROUP + NAME);
    /** In the older form the cluster is left out. */
    private static final Pattern SERVICE =
            Pattern.compile("arn:aws[a-z-]{0,16}:ecs:[a-z0-9-]{1,40}:[0-9]{12}:service/(?:" + NAME + "/)?" + NAME);

    private ServiceEvents() {}

    /** The change that the event tells of; nothing when it tells of none, or does not name service and cluster as ECS does. */
    static Optional<ServiceChange> read(String detailType, JsonNode event, EventFields fields) {
        JsonNode detail = event.path("detail");
        Matcher cluster =
                EventPatterns.CLUSTER.matcher(detail.path("clusterArn").asText());
        String clusterName = cluster.matches() ? cluster.group(1) : null;
        if (SERVICE_TYPES.contains(detailType)
                && SERVICE_NAMES.contains(detail.path("eventName").asText())) {
            Matcher service = SERVICE.matcher(String.valueOf(EventFields.resource(event.path("resources"))));
            return service.matches()
                    ? change(event, fields, service.group(1) == null ? clusterName : service.group(1), service.group(2))
                    : Optional.empty();
        }
        if (TASK_TYPE.equals(detailType)
                && TASK_STATUSES.contains(detail.path("lastStatus").asText())) {
            Matcher group = GROUP.matcher(detail.path("group").asText());
            return group.matches() ? change(event, fields, clusterName, group.group(1)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<ServiceChange> change(
            JsonNode event, EventFields fields, @Nullable String cluster, String service) {
        Place place = fields.place(event);
        return Optional.ofNullable(cluster)
                .map(name -> new ServiceChange(place.account(), place.region(), name, service));
    }
}
