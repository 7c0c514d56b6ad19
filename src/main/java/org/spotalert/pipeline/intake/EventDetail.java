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
import org.spotalert.model.Place;
import org.spotalert.model.Resource;

/**
 * What the {@code detail} of an event says, for each kind in its own words. The member names are those of the EC2, Auto
 * Scaling and ECS event references.
 */
record EventDetail(InterruptionKind kind, EventFields event) {

    private static final String TERMINATING = "autoscaling:EC2_INSTANCE_TERMINATING";
    /** Not "stopped": a stopping instance may run again, so that both would be notified. */
    private static final String STOPS = "stopping";
    /** The second repeats the first, and is news when that was not delivered. */
    private static final Set<String> TERMINATES = Set.of("shutting-down", "terminated");
    /** The guide has had both names for it; see "Fargate Spot termination notices" in the ECS guide. */
    private static final Set<String> SPOT_STOPS = Set.of("SpotInterruption", "TerminationNotice");
    /** How the text for people begins; it has been the same under both names. */
    private static final String SPOT_REASON = "Your Spot Task was interrupted";

    static final Pattern TEXT = Pattern.compile("[^\\p{Cc}]{1,400}");

    /** What an event of this kind gives notice of; nothing when it announces no loss. */
    static List<Interruption> read(InterruptionKind kind, EventFields event) throws UnreadableEventException {
        return new EventDetail(kind, event).read();
    }

    private List<Interruption> read() throws UnreadableEventException {
        return switch (kind) {
            case INTERRUPTION_WARNING, REBALANCE_RECOMMENDATION, RESERVATION_WARNING ->
                instance(
                        "instance-id",
                        InstanceAction.of(detail().path("instance-action").textValue()));
            case TERMINATE_ACTION ->
                TERMINATING.equals(detail().path("LifecycleTransition").textValue())
                        ? instance("EC2InstanceId", InstanceAction.TERMINATE)
                        : List.of();
            case STATE_CHANGE -> stateChange(detail().path("state").asText());
            case TASK_INTERRUPTION -> task();
            case SCHEDULED_CHANGE -> HealthDetail.read(event);
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
        String id = event.instanceId(detail().path(idMember).textValue());
        Instant goes = kind == InterruptionKind.RESERVATION_WARNING ? time("instance-termination-time") : null;
        return notice(new Resource.Ec2Instance(id), action, event.time(), goes);
    }

    /** A task on an EC2 instance goes with its instance, which has a notice of its own. */
    private List<Interruption> task() throws UnreadableEventException {
        // The guide's own sample names neither launch type nor capacity provider.
        boolean fargate = !detail().hasNonNull("containerInstanceArn")
                && "FARGATE".equals(detail().path("launchType").asText("FARGATE"));
        boolean spot = detail().hasNonNull("stopCode")
                ? SPOT_STOPS.contains(detail().path("stopCode").asText())
                : detail().path("stoppedReason").asText().startsWith(SPOT_REASON);
        if (!fargate || !spot) {
            return List.of();
        }
        Matcher arn = EventPatterns.TASK.matcher(detail().path("taskArn").asText());
        if (!arn.matches()) {
            arn = EventPatterns.TASK.matcher(String.valueOf(event.resource()));
        }
        Matcher cluster =
                EventPatterns.CLUSTER.matcher(detail().path("clusterArn").asText());
        if (!arn.matches() || !cluster.matches()) {
            throw new UnreadableEventException(
                    "\"detail.taskArn\" or \"detail.clusterArn\" is missing or not an ARN of ECS");
        }
        Resource.FargateTask task = new Resource.FargateTask(
                arn.group(),
                cluster.group(),
                EventFields.matching(TEXT, detail().path("group")),
                EventFields.matching(TEXT, detail().path("taskDefinitionArn")),
                "RUNNING".equals(detail().path("lastStatus").asText()));
        Instant stopping = time("stoppingAt");
        return notice(task, InstanceAction.TERMINATE, stopping == null ? event.time() : stopping, null);
    }

    private List<Interruption> notice(
            Resource resource, InstanceAction action, @Nullable Instant time, @Nullable Instant terminatesAt) {
        EventFields.Origin origin =
                event.origin(null, null, time, detail().path("taskArn"), detail().path("clusterArn"));
        Place place = new Place(origin.place().account(), origin.place().region(), event.zone());
        EventFields.Origin there = new EventFields.Origin(place, origin.time(), origin.assumed());
        return List.of(event.notice(kind, resource, action, there, terminatesAt, event.source()));
    }

    private JsonNode detail() {
        return event.detail();
    }

    private @Nullable Instant time(String member) {
        return EventFields.timeIfAny(detail().path(member), ISO_INSTANT);
    }
}
