package org.spotalert.pipeline.intake;

import static java.time.format.DateTimeFormatter.ISO_INSTANT;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spotalert.fleet.EcsChange;
import org.spotalert.fleet.EcsTask;
import org.spotalert.fleet.Match;
import org.spotalert.model.Cluster;
import org.spotalert.model.ContainerInstance;
import org.spotalert.model.EventPatterns;
import org.spotalert.model.InterruptionKind;

/**
 * What ECS says of a container instance, or of a task on one: the detail resembles the answer of its API. Tasks of Fargate run on
 * nothing that AWS could take with them.
 */
record EcsChangeDetail(JsonNode detail, String host, long version) {

    static final String CONTAINER_INSTANCE = "ECS Container Instance State Change";

    private static final Pattern HOST = Pattern.compile(
            "arn:aws[a-z-]{0,16}:ecs:[a-z0-9-]{1,40}:[0-9]{12}:container-instance/(?:[A-Za-z0-9_-]{1,255}/)?[A-Za-z0-9_-]{1,64}");
    private static final Pattern STATUS = Pattern.compile("[A-Z_]{1,40}");
    private static final String STOPPED = "STOPPED";

    /** What has changed; nothing when the event is of another kind, or does not say enough. */
    static Optional<EcsChange> read(String detailType, EventFields event) {
        JsonNode detail = event.detail();
        String cluster = EventFields.matching(EventPatterns.CLUSTER, detail.path("clusterArn"));
        String host = EventFields.matching(HOST, detail.path("containerInstanceArn"));
        Instant updated = time(detail, "updatedAt");
        Instant at = updated == null ? event.time() : updated;
        if (cluster == null
                || host == null
                || at == null
                || !detail.path("version").isIntegralNumber()) {
            return Optional.empty();
        }
        EcsChangeDetail read =
                new EcsChangeDetail(detail, host, detail.path("version").asLong());
        Optional<? extends EcsChange.Resource> now = detailType.equals(CONTAINER_INSTANCE)
                ? read.containerInstance()
                : InterruptionKind.TASK_INTERRUPTION.detailType().equals(detailType) ? read.task(at) : Optional.empty();
        return now.map(each -> new EcsChange(new Cluster(cluster), at, each));
    }

    private Optional<Match> containerInstance() {
        String id = text(EventPatterns.INSTANCE_ID, "ec2InstanceId");
        String status = text(STATUS, "status");
        return id == null || status == null
                ? Optional.empty()
                : Optional.of(new Match(
                        new ContainerInstance(host, id, status),
                        detail.path("agentConnected").asBoolean(),
                        0,
                        0,
                        0,
                        text(EventPatterns.NAME, "capacityProviderName"),
                        version));
    }

    private Optional<EcsTask> task(Instant at) {
        String arn = text(EventPatterns.TASK, "taskArn");
        String last = text(STATUS, "lastStatus");
        if (arn == null || last == null) {
            return Optional.empty();
        }
        boolean toStop = last.equals(STOPPED) || STOPPED.equals(text(STATUS, "desiredStatus"));
        Instant stops = Stream.of("stoppingAt", "stoppedAt")
                .flatMap(member -> Stream.ofNullable(time(detail, member)))
                .findFirst()
                .orElse(at);
        return Optional.of(new EcsTask(
                arn,
                host,
                text(EventDetail.TEXT, "group"),
                text(EventDetail.TEXT, "taskDefinitionArn"),
                last,
                toStop,
                toStop ? stops : null,
                0,
                0,
                text(EventPatterns.NAME, "capacityProviderName"),
                text(EventPatterns.ZONE, "availabilityZone"),
                version));
    }

    private @Nullable String text(Pattern pattern, String member) {
        return EventFields.matching(pattern, detail.path(member));
    }

    private static @Nullable Instant time(JsonNode detail, String member) {
        return EventFields.timeIfAny(detail.path(member), ISO_INSTANT);
    }
}
