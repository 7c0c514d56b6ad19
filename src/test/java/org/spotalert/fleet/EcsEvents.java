package org.spotalert.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.EventParser;
import org.spotalert.pipeline.intake.ReceivedEvent;
import org.spotalert.pipeline.intake.UnreadableEventException;

/** Events of ECS as EventBridge delivers them, read as the program reads them. */
final class EcsEvents {

    static final String ARN = "arn:aws:ecs:eu-west-1:123456789012:";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EventParser PARSER = new EventParser("eu-west-1", Optional::empty, InterruptionKind.DEFAULTS);

    private EcsEvents() {}

    private static ObjectNode event(String type, String cluster, String host, long version, Instant at) {
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "0")
                .put("id", "a0000000-0000-4000-8000-00000000000a")
                .put("detail-type", type)
                .put("source", "aws.ecs")
                .put("account", "123456789012")
                .put("time", at.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", "eu-west-1");
        event.putObject("detail")
                .put("clusterArn", ARN + "cluster/" + cluster)
                .put("containerInstanceArn", host)
                .put("version", version)
                .put("updatedAt", at.toString());
        return event;
    }

    /**
     * A task of a service.
     *
     * @param stopsAt when it stops; null when it shall run
     */
    static String task(
            String cluster,
            String host,
            String task,
            String service,
            @Nullable Instant stopsAt,
            long version,
            Instant at) {
        ObjectNode event = event("ECS Task State Change", cluster, host, version, at);
        ObjectNode detail = (ObjectNode) event.path("detail");
        detail.put("taskArn", task)
                .put("group", "service:" + service)
                .put("taskDefinitionArn", ARN + "task-definition/web:1")
                .put("launchType", "EC2")
                .put("lastStatus", "RUNNING")
                .put("desiredStatus", stopsAt == null ? "RUNNING" : "STOPPED");
        if (stopsAt != null) {
            detail.put("stopCode", "ServiceSchedulerInitiated").put("stoppingAt", stopsAt.toString());
        }
        return event.toString();
    }

    /** A container instance, as this EC2 instance. */
    static String instance(String cluster, String host, String id, String status, long version, Instant at) {
        ObjectNode event = event("ECS Container Instance State Change", cluster, host, version, at);
        ((ObjectNode) event.path("detail"))
                .put("ec2InstanceId", id)
                .put("status", status)
                .put("agentConnected", true);
        return event.toString();
    }

    /** What the program reads in it. */
    static List<EcsChange> changes(String event) {
        try {
            return PARSER.parse(event, Instant.now().toEpochMilli()) instanceof ReceivedEvent.Changes read
                    ? read.changes()
                    : List.of();
        } catch (UnreadableEventException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
