package org.spotalert.fleet;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Capacity;
import org.spotalert.model.Capacity.Room;
import org.spotalert.model.Capacity.TaskSize;
import org.spotalert.model.Cluster;
import org.spotalert.model.ContainerInstance;
import org.spotalert.model.Interruption;
import org.spotalert.model.Resource.FargateTask;
import org.spotalert.model.Samples;
import org.spotalert.model.ServiceSnapshot;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.Priority;

/** The lookup of a cluster's room, against answers as ECS gives them. */
class CapacityLookupTest {

    private static final String TARGET = "AmazonEC2ContainerServiceV20141113.";
    private static final AccountRegion HERE = new AccountRegion(null, "eu-west-1");
    private static final Cluster BLUE = new Cluster("blue");
    private static final TaskSize TASK = new TaskSize("orders", 256, 512);

    private final WireMockServer ecs = new WireMockServer(wireMockConfig().dynamicPort());
    private AwsClients clients;
    private FleetLookups lookups;
    private CapacityLookup lookup;

    @BeforeEach
    void start() {
        ecs.start();
        System.setProperty("aws.endpointUrl", ecs.baseUrl());
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        clients = new AwsClients(new AwsSettings("eu-west-1", null));
        lookups = Fleets.lookups(List.of(), clients.lookups(Duration.ofSeconds(30), 50, 10));
        lookup = lookups.capacity();
    }

    @AfterEach
    void stop() {
        clients.close();
        ecs.stop();
        List.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey").forEach(System::clearProperty);
    }

    private void answer(String operation, ResponseDefinitionBuilder answer) {
        ecs.stubFor(post(urlEqualTo("/"))
                .withHeader("X-Amz-Target", equalTo(TARGET + operation))
                .willReturn(answer));
    }

    private static String instance(String id, String status, boolean connected, int cpu, int memory) {
        return """
                {"containerInstanceArn": "arn/%1$s", "ec2InstanceId": "%1$s", "status": "%2$s", "agentConnected": %3$s,
                 "remainingResources": [
                   {"name": "CPU", "type": "INTEGER", "integerValue": %4$d},
                   {"name": "MEMORY", "type": "INTEGER", "integerValue": %5$d},
                   {"name": "PORTS", "type": "STRINGSET", "stringSetValue": ["22"]}]}""".formatted(id, status, connected, cpu, memory);
    }

    private void cluster(String... instances) {
        String arns = Stream.of(instances)
                .map(json -> json.replaceFirst("(?s).*?(\"arn/[^\"]*\").*", "$1"))
                .collect(Collectors.joining(","));
        answer("ListContainerInstances", okJson("{\"containerInstanceArns\": [" + arns + "]}"));
        answer("DescribeContainerInstances", okJson("{\"containerInstances\": [" + String.join(",", instances) + "]}"));
    }

    /** An instance of the cluster blue with a task of the service orders. */
    private static ClusterAnswer losing(String id, int memory) {
        return answer(
                BLUE,
                id,
                new EcsTask(
                        "task/" + id,
                        "arn/" + id,
                        "service:orders",
                        null,
                        "RUNNING",
                        false,
                        null,
                        256,
                        memory,
                        null,
                        null,
                        0),
                List.of());
    }

    private static ClusterAnswer answer(Cluster cluster, String id, EcsTask task, List<EcsService> services) {
        Match record = new Match(new ContainerInstance("arn/" + id, id, "ACTIVE"), true, 1, 0, 0, null, 0);
        return new ClusterAnswer(
                Set.of(id),
                ClusterSnapshot.of(cluster, Instant.EPOCH, List.of(record), List.of(task), services),
                List.of());
    }

    private Map<String, Capacity> lookUp(List<String> ids, LookupResult.Answer... answers) {
        List<Interruption> interruptions = ids.stream()
                .map(id -> Samples.notice()
                        .eventId("e")
                        .account(null)
                        .id(id)
                        .noticedAt(Instant.now())
                        .interruption())
                .toList();
        LookupResult result = lookup.lookUp(LookupResult.none(
                        HERE, interruptions, CallDeadline.of(Priority.ALERT, Instant.now(), Duration.ofSeconds(30)))
                .with(answers));
        Map<String, Capacity> found = new HashMap<>();
        ids.forEach(id -> Stream.ofNullable(result.capacity(id)).forEach(capacity -> found.put(id, capacity)));
        return found;
    }

    private Capacity lookUpFirst() {
        return Objects.requireNonNull(lookUp(List.of("i-1"), losing("i-1", 512)).get("i-1"));
    }

    @Test
    void nobodyAsksForTheRoomOfFargate() {
        EcsTask task = EcsTask.of(new FargateTask("task/blue/t-1", "blue", "service:orders", null, true));
        ClusterSnapshot found = ClusterSnapshot.of(BLUE, Instant.EPOCH, List.of(), List.of(task), List.of());
        Interruption lost = Samples.notice()
                .task(new FargateTask("task/blue/t-1", "blue", "service:orders", null, true))
                .interruption();

        LookupResult result = lookup.lookUp(LookupResult.none(
                        HERE, List.of(lost), CallDeadline.of(Priority.ALERT, Instant.now(), Duration.ofSeconds(30)))
                .with(new ClusterAnswer(Set.of(), found, List.of())));

        assertThat(result.capacity("t-1")).isEqualTo(Capacity.unknown("nobody knows what room Fargate has"));
        assertThat(ecs.getAllServeEvents()).isEmpty();
    }

    @Test
    void roomIsWhatIsLeftOnTheOtherActiveInstances() {
        cluster(
                instance("i-1", "ACTIVE", true, 1, 1),
                instance("i-2", "ACTIVE", true, 1024, 2048),
                instance("i-3", "ACTIVE", false, 1024, 2048),
                instance("i-4", "DRAINING", true, 1024, 2048),
                instance("i-5", "REGISTERING", true, 1024, 2048));

        Capacity capacity = lookUpFirst();

        assertThat(capacity.problem()).isNull();
        assertThat(capacity.lost()).containsExactly(TASK);
        assertThat(capacity.others())
                .containsExactly(
                        new Room("i-2", false, 1024, 2048),
                        new Room("i-3", false, 0, 0),
                        new Room("i-4", true, 0, 0),
                        new Room("i-5", false, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"200, 400, true", "1024, 2048, false"})
    void clusterWithoutRoomBeforeIsNotAskedForRoom(int cpu, int memory, boolean full) {
        cluster(instance("i-1", "ACTIVE", true, 1, 1), instance("i-2", "ACTIVE", true, 1024, 2048));
        Match other = new Match(new ContainerInstance("arn/i-2", "i-2", "ACTIVE"), true, 0, cpu, memory, null, 0);
        lookups.fleet()
                .put(
                        HERE,
                        ClusterSnapshot.of(BLUE, Instant.now().minusSeconds(60), List.of(other), List.of(), List.of()));

        Capacity capacity = lookUpFirst();

        assertThat(capacity.others()).containsExactly(new Room("i-2", false, full ? cpu : 1024, full ? memory : 2048));
        assertThat(ecs.getAllServeEvents()).hasSize(full ? 0 : 2);
    }

    @Test
    void instancesThatHadANoticeAMomentAgoLeave() {
        cluster(instance("i-1", "ACTIVE", true, 1, 1), instance("i-2", "ACTIVE", true, 1024, 2048));
        lookUp(List.of("i-2"), losing("i-2", 512));

        assertThat(lookUpFirst().others()).containsExactly(new Room("i-2", true, 1024, 2048));
    }

    @Test
    void eachClusterIsAskedOnceAndOnlyWhenServicesLoseTasks() {
        cluster(instance("i-1", "ACTIVE", true, 1, 1), instance("i-2", "ACTIVE", true, 1, 1));
        EcsService agent = new EcsService("agent", true, true, Set.of(), ServiceSnapshot.GONE);
        ClusterAnswer daemons = answer(
                new Cluster("green"),
                "i-3",
                new EcsTask(
                        "task/agent", "arn/i-3", "service:agent", null, "RUNNING", false, null, 1, 1, null, null, 0),
                List.of(agent));

        assertThat(lookUp(List.of("i-1", "i-2", "i-3"), losing("i-1", 512), losing("i-2", 512), daemons))
                .containsOnlyKeys("i-1", "i-2");

        ecs.verify(
                1,
                postRequestedFor(urlEqualTo("/"))
                        .withHeader("X-Amz-Target", equalTo(TARGET + "ListContainerInstances"))
                        .withRequestBody(containing("blue")));
        ecs.verify(2, postRequestedFor(urlEqualTo("/")));
    }

    @ParameterizedTest
    @CsvSource({
        "ListContainerInstances, the cluster's instances could not be listed (",
        "DescribeContainerInstances, the cluster's instances could not be described ("
    })
    void whatFailsIsSaid(String operation, String expected) {
        cluster(instance("i-2", "ACTIVE", true, 1024, 2048));
        answer(
                operation,
                aResponse()
                        .withStatus(400)
                        .withHeader("Content-Type", "application/x-amz-json-1.1")
                        .withBody("{\"__type\": \"AccessDeniedException\", \"message\": \"no\"}"));

        assertThat(lookUpFirst().problem()).startsWith(expected).contains("AccessDenied");
    }

    @Test
    void tasksOfUnknownSizeAreSaid() {
        cluster(instance("i-2", "ACTIVE", true, 1024, 2048));

        assertThat(lookUp(List.of("i-1"), losing("i-1", 0)).get("i-1"))
                .extracting(Capacity::problem)
                .isEqualTo("ECS does not say what the tasks of these services need: orders");
    }
}
