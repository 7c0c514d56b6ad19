package org.spotalert.pipeline.intake;

import static java.time.format.DateTimeFormatter.ISO_INSTANT;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.EventPatterns;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Resource;

/**
 * What the {@code detail} of an event says, for each kind in its own words. The member names are those of the EC2, Auto
 * Scaling and ECS event references.
 */
final class EventDetail {

    private static final String TERMINATING = "autoscaling:EC2_INSTANCE_TERMINATING";
    /** Not "stopped": a stopping instance may run again, so that both would be notified. */
    private static final String STOPS = "stopping";
    /** The second repeats the first, and is news when that was not delivered. */
    private static final Set<String> TERMINATES = Set.of("shutting-down", "terminated");
    /** The guide has had both names for it; see "Fargate Spot termination notices" in the ECS guide. */
    private static final Set<String> SPOT_STOPS = Set.of("SpotInterruption", "TerminationNotice");
    /** How the text for people begins; it has been the same under both names. */
    private static final String SPOT_REASON = "Your Spot Task was interrupted";

    private static final Pattern TEXT = Pattern.compile("[^\\p{Cc}]{1,400}");

    private final InterruptionKind kind;
    private final JsonNode event;
    private final JsonNode detail;
    private final EventFields fields;

    private EventDetail(InterruptionKind kind, JsonNode event, EventFields fields) {
        this.kind = kind;
        this.event = event;
        this.detail = event.path("detail");
        this.fields = fields;
    }

    /** What an event of this kind gives notice of; nothing when it announces no loss. */
    static List<Interruption> read(InterruptionKind kind, JsonNode event, EventFields fields)
            throws UnreadableEventException {
        return new EventDetail(kind, event, fields).read();
    }

    private List<Interruption> read() throws UnreadableEventException {
        return switch (kind) {
            case INTERRUPTION_WARNING, REBALANCE_RECOMMENDATION, RESERVATION_WARNING ->
                instance(
                        "instance-id",
                        InstanceAction.of(detail.path("instance-action").textValue()));
            case TERMINATE_ACTION ->
                TERMINATING.equals(detail.path("LifecycleTransition").textValue())
                        ? instance("EC2InstanceId", InstanceAction.TERMINATE)
                        : List.of();
            case STATE_CHANGE -> stateChange(detail.path("state").asText());
            case TASK_INTERRUPTION -> task();
            case SCHEDULED_CHANGE -> HealthDetail.read(event, fields);
            case MISSED, MISSED_CANARY -> List.of();
        };
    }

    private List<Interruption> stateChange(String state) throws UnreadableEventException {
        if (TERMINATES.contains(state)) {
            return instance("instance-id", InstanceAction.TERMINATE);
        }
        return STOPS.equals(state) ? instance("instance-id", InstanceAction.STOP) : List.of();
    }

    private List<Interruption> instance(String idMember, InstanceAction action) throws UnreadableEventException {
        String first = EventFields.resource(event.path("resources"));
        String id = EventFields.instanceId(detail.path(idMember).textValue(), first);
        Instant goes = kind == InterruptionKind.RESERVATION_WARNING ? time("instance-termination-time") : null;
        return notice(new Resource.Ec2Instance(id), action, null, goes);
    }

    /** A task on an EC2 instance goes with its instance, which has a notice of its own. */
    private List<Interruption> task() throws UnreadableEventException {
        // The guide's own sample names neither launch type nor capacity provider.
        boolean fargate = !detail.hasNonNull("containerInstanceArn")
                && "FARGATE".equals(detail.path("launchType").asText("FARGATE"));
        boolean spot = detail.hasNonNull("stopCode")
                ? SPOT_STOPS.contains(detail.path("stopCode").asText())
                : detail.path("stoppedReason").asText().startsWith(SPOT_REASON);
        if (!fargate || !spot) {
            return List.of();
        }
        Matcher arn = EventPatterns.TASK.matcher(detail.path("taskArn").asText());
        if (!arn.matches()) {
            arn = EventPatterns.TASK.matcher(String.valueOf(EventFields.resource(event.path("resources"))));
        }
        Matcher cluster =
                EventPatterns.CLUSTER.matcher(detail.path("clusterArn").asText());
        if (!arn.matches() || !cluster.matches()) {
            throw new UnreadableEventException(
                    "\"detail.taskArn\" or \"detail.clusterArn\" is missing or not an ARN of ECS");
        }
        Resource.FargateTask task = new Resource.FargateTask(
                arn.group(),
                cluster.group(),
                EventFields.matching(TEXT, detail.path("group")),
                EventFields.matching(TEXT, detail.path("taskDefinitionArn")),
                "RUNNING".equals(detail.path("lastStatus").asText()));
        return notice(task, InstanceAction.TERMINATE, time("stoppingAt"), null);
    }

    /**
     * The notice.
     *
     * @param since when it began, where the detail says that; null to take the event's own time
     * @param terminatesAt when the resource goes, where the detail says that; null where it does not
     */
    private List<Interruption> notice(
            Resource resource, InstanceAction action, @Nullable Instant since, @Nullable Instant terminatesAt) {
        EventFields.AssumedPlace place = fields.place(event, detail.path("taskArn"), detail.path("clusterArn"));
        Instant time = since == null ? EventFields.time(event) : since;
        return List.of(new Interruption(
                EventFields.matching(EventPatterns.EVENT_ID, event.path("id")),
                kind,
                place.at(EventFields.zone(EventFields.resource(event.path("resources")))),
                resource,
                action,
                time == null ? fields.sentAt() : time,
                terminatesAt,
                fields.assumed(place, time),
                EventFields.source(event)));
    }

    private @Nullable Instant time(String member) {
        return EventFields.timeIfAny(detail.path(member), ISO_INSTANT);
    }
}
