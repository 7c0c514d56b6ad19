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
import org.spotalert.model.AffectedService;
import org.spotalert.model.Capacity;
import org.spotalert.model.Capacity.Room;
import org.spotalert.model.Capacity.TaskSize;
import org.spotalert.model.Cluster;
import org.spotalert.model.Interruption;
import org.spotalert.model.Samples;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.aws.CallDeadline;
import org.spotalert.platform.aws.Priority;

/** The lookup of a cluster's room, against answers as ECS gives them. */
class CapacityLookupTest {

    private static final String TARGET = "AmazonEC2ContainerServiceV20141113.";
    private static final Cluster BLUE = new Cluster("blue");
    private static final TaskSize TASK = new TaskSize("orders", 256, 512);

    private final WireMockServer ecs = new WireMockServer(wireMockConfig().dynamicPort());
    private AwsClients clients;
    private CapacityLookup lookup;

    @BeforeEach
    void start() {
        ecs.start();
        System.setProperty("aws.endpointUrl", ecs.baseUrl());
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        clients = new AwsClients(new AwsSettings("eu-west-1", null));
        lookup = Fleets.lookups(List.of(), clients.lookups(Duration.ofSeconds(30), 50, 10))
                .capacity();
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

    private static Workload workload(TaskSizes sizes) {
        AffectedService orders = new AffectedService("orders", "blue", 1, 1, null);
        return new Workload(BLUE, null, List.of(orders), List.of(), 0, List.of(), sizes, null, Set.of(), false);
    }

    private static Workload workload() {
        return workload(new TaskSizes(List.of(TASK), List.of()));
    }

    private Map<String, Capacity> lookUp(Map<String, Workload> workloads) {
        List<Interruption> interruptions = workloads.keySet().stream()
                .map(id -> Samples.notice()
                        .eventId("e")
                        .account(null)
                        .id(id)
                        .noticedAt(Instant.now())
                        .interruption())
                .toList();
        LookupResult result = LookupResult.none(
                        new AccountRegion(null, "eu-west-1"),
                        interruptions,
                        CallDeadline.of(Priority.ALERT, Instant.now(), Duration.ofSeconds(30)))
                .withWorkloads(workloads, List.of());
        return lookup.lookUp(result).workloads().entrySet().stream()
                .filter(found -> found.getValue().capacity() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().capacity()));
    }

    private Capacity lookUpFirst(Workload workload) {
        return Objects.requireNonNull(lookUp(Map.of("i-1", workload)).get("i-1"));
    }

    @Test
    void whatHasNoRoomOfItsOwnIsNotAskedFor() {
        Capacity none = Capacity.unknown("on Fargate");

        assertThat(lookUpFirst(workload().with(none))).isEqualTo(none);
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

        Capacity capacity = lookUpFirst(workload());

        assertThat(capacity.problem()).isNull();
        assertThat(capacity.lost()).containsExactly(TASK);
        assertThat(capacity.others())
                .containsExactly(
                        new Room("i-2", false, 1024, 2048),
                        new Room("i-3", false, 0, 0),
                        new Room("i-4", true, 0, 0),
                        new Room("i-5", false, 0, 0));
    }

    @Test
    void instancesThatHadANoticeAMomentAgoLeave() {
        cluster(instance("i-1", "ACTIVE", true, 1, 1), instance("i-2", "ACTIVE", true, 1024, 2048));
        lookUp(Map.of("i-2", workload()));

        assertThat(lookUpFirst(workload()).others()).containsExactly(new Room("i-2", true, 1024, 2048));
    }

    @Test
    void eachClusterIsAskedOnceAndOnlyWhenServicesLoseTasks() {
        cluster(instance("i-1", "ACTIVE", true, 1, 1), instance("i-2", "ACTIVE", true, 1, 1));
        Workload daemons = new Workload(
                new Cluster("green"), null, List.of(), List.of(), 3, List.of(), TaskSizes.NONE, null, Set.of(), false);

        assertThat(lookUp(Map.of("i-1", workload(), "i-2", workload(), "i-3", daemons)))
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

        assertThat(lookUpFirst(workload()).problem()).startsWith(expected).contains("AccessDenied");
    }

    @Test
    void tasksOfUnknownSizeAreSaid() {
        cluster(instance("i-2", "ACTIVE", true, 1024, 2048));

        assertThat(lookUpFirst(workload(new TaskSizes(List.of(), List.of("orders"))))
                        .problem())
                .isEqualTo("ECS does not say what the tasks of these services need: orders");
    }
}
