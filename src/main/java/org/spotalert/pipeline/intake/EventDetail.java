package org.spotalert.pipeline.intake;

import static java.time.format.DateTimeFormatter.ISO_INSTANT;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.EventPatterns;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Resource.Ec2Instance;
import org.spotalert.model.Resource.FargateTask;
import org.spotalert.pipeline.intake.EventFields.AssumedPlace;

/**
 * What the {@code detail} of an event says, for each kind in its own words. The member names are those of the EC2, Auto
 * Scaling and ECS event references.
 *
 * @param id the id of the instance, as it stands there; null when it is missing
 * @param since when it began, where the detail says that; null to take the event's own time
 * @param task the task; null for an instance
 * @param terminatesAt when it goes, where the detail says that; null where it does not
 */
record EventDetail(
        @Nullable String id,
        InstanceAction action,
        @Nullable Instant since,
        @Nullable FargateTask task,
        @Nullable Instant terminatesAt) {

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

    /** What an event of this kind gives notice of; nothing when it announces no loss. */
    static List<Interruption> read(InterruptionKind kind, JsonNode event, EventFields fields)
            throws UnreadableEventException {
        if (kind == InterruptionKind.SCHEDULED_CHANGE) {
            // One event may be about several instances.
            return HealthDetail.read(event, fields);
        }
        Optional<EventDetail> detail = read(kind, event);
        return detail.isPresent() ? List.of(detail.get().interruption(kind, event, fields)) : List.of();
    }

    private Interruption interruption(InterruptionKind kind, JsonNode event, EventFields fields)
            throws UnreadableEventException {
        String first = EventFields.resource(event.path("resources"));
        JsonNode members = event.path("detail");
        AssumedPlace place = fields.place(event, members.path("taskArn"), members.path("clusterArn"));
        Instant time = since == null ? EventFields.time(event) : since;
        return new Interruption(
                EventFields.matching(EventPatterns.EVENT_ID, event.path("id")),
                kind,
                place.at(EventFields.zone(first)),
                task == null ? new Ec2Instance(EventFields.instanceId(id, first)) : task,
                action,
                time == null ? fields.sentAt() : time,
                terminatesAt,
                fields.assumed(place, time));
    }

    private static Optional<EventDetail> read(InterruptionKind kind, JsonNode event) throws UnreadableEventException {
        JsonNode detail = event.path("detail");
        return switch (kind) {
            case INTERRUPTION_WARNING, REBALANCE_RECOMMENDATION, RESERVATION_WARNING ->
                Optional.of(new EventDetail(
                        detail.path("instance-id").textValue(),
                        InstanceAction.of(detail.path("instance-action").textValue()),
                        null,
                        null,
                        kind == InterruptionKind.RESERVATION_WARNING
                                ? time(detail.path("instance-termination-time"))
                                : null));
            case TERMINATE_ACTION ->
                TERMINATING.equals(detail.path("LifecycleTransition").textValue())
                        ? Optional.of(instance(detail.path("EC2InstanceId"), InstanceAction.TERMINATE))
                        : Optional.empty();
            case STATE_CHANGE -> stateChange(detail);
            case TASK_INTERRUPTION -> task(event);
            case SCHEDULED_CHANGE -> Optional.empty();
        };
    }

    private static EventDetail instance(JsonNode id, InstanceAction action) {
        return new EventDetail(id.textValue(), action, null, null, null);
    }

    private static Optional<EventDetail> stateChange(JsonNode detail) {
        String state = detail.path("state").asText();
        if (TERMINATES.contains(state)) {
            return Optional.of(instance(detail.path("instance-id"), InstanceAction.TERMINATE));
        }
        return STOPS.equals(state)
                ? Optional.of(instance(detail.path("instance-id"), InstanceAction.STOP))
                : Optional.empty();
    }

    /** A task on an EC2 instance goes with its instance, which has a notice of its own. */
    private static Optional<EventDetail> task(JsonNode event) throws UnreadableEventException {
        JsonNode detail = event.path("detail");
        // The guide's own sample names neither launch type nor capacity provider.
        boolean fargate = !detail.hasNonNull("containerInstanceArn")
                && "FARGATE".equals(detail.path("launchType").asText("FARGATE"));
        boolean spot = detail.hasNonNull("stopCode")
                ? SPOT_STOPS.contains(detail.path("stopCode").asText())
                : detail.path("stoppedReason").asText().startsWith(SPOT_REASON);
        if (!fargate || !spot) {
            return Optional.empty();
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
        FargateTask task = new FargateTask(
                arn.group(),
                cluster.group(),
                text(detail.path("group")),
                text(detail.path("taskDefinitionArn")),
                "RUNNING".equals(detail.path("lastStatus").asText()));
        return Optional.of(
                new EventDetail(null, InstanceAction.TERMINATE, time(detail.path("stoppingAt")), task, null));
    }

    private static @Nullable Instant time(JsonNode node) {
        return EventFields.timeIfAny(node, ISO_INSTANT);
    }

    private static @Nullable String text(JsonNode node) {
        String text = node.textValue();
        return text != null && TEXT.matcher(text).matches() ? text : null;
    }
}
