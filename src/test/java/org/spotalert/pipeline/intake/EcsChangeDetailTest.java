package org.spotalert.pipeline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.fleet.EcsChange;
import org.spotalert.fleet.EcsTask;
import org.spotalert.fleet.Match;
import org.spotalert.local.Events;
import org.spotalert.model.Cluster;
import org.spotalert.model.ContainerInstance;
import org.spotalert.model.InterruptionKind;

class EcsChangeDetailTest {

    private static final String ARN = "arn:aws:ecs:us-west-2:210987654321:";
    private static final String HOST = ARN + "container-instance/web/0c1d2e3f405162738495a6b7c8d9e0f1";
    private static final String TASK = ARN + "task/web/1f2e3d4c5b6a79880917263544536271";

    /** With the members that the ECS guide documents. */
    private static final String TASK_EVENT = """
            {"version": "0", "id": "5a0b7e1c-93d4-4f65-8a21-7c6d5e4f3a2b", "detail-type": "ECS Task State Change",
             "source": "aws.ecs", "account": "210987654321", "time": "2026-11-20T08:15:42Z", "region": "us-west-2",
             "resources": ["%2$s"],
             "detail": {
               "attachments": [{"id": "a", "type": "eni", "status": "ATTACHED", "details": [{"name": "subnetId", "value": "s"}]}],
               "attributes": [{"name": "ecs.cpu-architecture", "value": "x86_64"}],
               "availabilityZone": "us-west-2c", "clusterArn": "arn:aws:ecs:us-west-2:210987654321:cluster/web",
               "containerInstanceArn": "%1$s", "capacityProviderName": "spot-small",
               "containers": [{"containerArn": "c", "lastStatus": "RUNNING", "name": "app", "cpu": "0", "taskArn": "%2$s"}],
               "connectivity": "CONNECTED", "connectivityAt": "2026-11-20T08:15:38.453Z", "cpu": "256", "memory": "512",
               "createdAt": "2026-11-20T08:15:34.402Z", "desiredStatus": "RUNNING", "group": "service:checkout",
               "lastStatus": "RUNNING", "overrides": {"containerOverrides": [{"name": "app"}]},
               "startedAt": "2026-11-20T08:15:42.103Z", "startedBy": "ecs-svc/1", "updatedAt": "2026-11-20T08:15:42.103Z",
               "taskArn": "%2$s", "taskDefinitionArn": "arn:aws:ecs:us-west-2:210987654321:task-definition/app:7",
               "version": 4}}""".formatted(HOST, TASK);

    private static final String INSTANCE_EVENT = """
            {"version": "0", "id": "6b0b7e1c-93d4-4f65-8a21-7c6d5e4f3a2b",
             "detail-type": "ECS Container Instance State Change", "source": "aws.ecs", "account": "210987654321",
             "time": "2026-11-20T08:15:42Z", "region": "us-west-2", "resources": ["%1$s"],
             "detail": {
               "agentConnected": true, "attributes": [{"name": "ecs.capability.task-iam-role"}],
               "clusterArn": "arn:aws:ecs:us-west-2:210987654321:cluster/web", "containerInstanceArn": "%1$s",
               "ec2InstanceId": "i-f3a8506b",
               "registeredResources": [{"name": "CPU", "type": "INTEGER", "integerValue": 2048}],
               "remainingResources": [{"name": "PORTS", "type": "STRINGSET", "stringSetValue": ["22", "2376"]}],
               "status": "DRAINING", "version": 14801, "versionInfo": {"agentVersion": "1.90.0"},
               "updatedAt": "2026-11-20T08:15:41.991Z"}}""".formatted(HOST);

    private final EventParser parser = new EventParser("us-east-1", Optional::empty, InterruptionKind.DEFAULTS);

    private ReceivedEvent parse(String body) throws UnreadableEventException {
        return parser.parse(body, 0);
    }

    private List<EcsChange> changes(String body) throws UnreadableEventException {
        return ((ReceivedEvent.Changes) parse(body)).changes();
    }

    private static EcsTask task(String last, boolean toStop, @Nullable String stopsAt) {
        return new EcsTask(
                TASK,
                HOST,
                "service:checkout",
                ARN + "task-definition/app:7",
                last,
                toStop,
                stopsAt == null ? null : Instant.parse(stopsAt),
                0,
                0,
                "spot-small",
                "us-west-2c",
                4);
    }

    @Test
    void taskOnAContainerInstanceIsAChange() throws Exception {
        assertThat(parse(TASK_EVENT))
                .isEqualTo(new ReceivedEvent.Changes(List.of(new EcsChange(
                        new Cluster(ARN + "cluster/web"),
                        Instant.parse("2026-11-20T08:15:42.103Z"),
                        task("RUNNING", false, null)))));
    }

    @Test
    void taskThatStopsSaysSinceWhen() throws Exception {
        String stopping = TASK_EVENT.replace("\"desiredStatus\": \"RUNNING\"", "\"desiredStatus\": \"STOPPED\"");
        String since = stopping.replace("\"createdAt\"", "\"stoppingAt\": \"2026-11-20T08:15:40.5Z\", \"createdAt\"");

        assertThat(changes(since).get(0).now()).isEqualTo(task("RUNNING", true, "2026-11-20T08:15:40.500Z"));
        assertThat(changes(stopping).get(0).now()).isEqualTo(task("RUNNING", true, "2026-11-20T08:15:42.103Z"));
    }

    @Test
    void containerInstanceIsAChange() throws Exception {
        assertThat(changes(INSTANCE_EVENT))
                .containsExactly(new EcsChange(
                        new Cluster(ARN + "cluster/web"),
                        Instant.parse("2026-11-20T08:15:41.991Z"),
                        new Match(new ContainerInstance(HOST, "i-f3a8506b", "DRAINING"), true, 0, 0, 0, null, 14801)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\": 4 | \"version\": \"4\"",
                "\"containerInstanceArn\" | \"none\"",
                "container-instance/web/ | container-instance/web/\\u0000",
                ":cluster/web | :cluster/",
                "\"lastStatus\": \"RUNNING\", \"overrides\" | \"lastStatus\": 1, \"overrides\"",
                "\"taskArn\": \"arn:aws:ecs:us-west-2:210987654321:task/web/1f2e3d4c5b6a79880917263544536271\", \"taskDefinitionArn\""
                        + " | \"taskArn\": \"task\", \"taskDefinitionArn\""
            })
    void whatDoesNotSayEnoughIsForeign(String text, String damaged) throws Exception {
        assertThat(TASK_EVENT).contains(text);

        assertThat(parse(TASK_EVENT.replace(text, damaged))).isInstanceOf(ReceivedEvent.Foreign.class);
    }

    @Test
    void changesComeTogetherAndDoNotHoldUpANotice() throws Exception {
        String notice = Events.text("interruption-warning-terminate");

        ReceivedEvent both = parse("[" + INSTANCE_EVENT + "," + notice + "," + TASK_EVENT + "]");
        assertThat(both.interruptions()).hasSize(1);
        assertThat(changes("[" + TASK_EVENT + "," + INSTANCE_EVENT + "]")).hasSize(2);
    }

    @Test
    void endOfAFargateSpotTaskStaysAnInterruption() throws Exception {
        assertThat(parse(Events.text("task-interruption"))).isInstanceOf(ReceivedEvent.Notices.class);
    }
}
