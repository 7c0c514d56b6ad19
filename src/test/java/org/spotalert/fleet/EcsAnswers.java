package org.spotalert.fleet;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.spotalert.model.AccountRegion;
import org.spotalert.model.Cluster;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.model.Samples;
import org.spotalert.pipeline.enrich.Enricher;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;

/** An ECS of one cluster, blue, which gives the answers that a test wants. */
abstract class EcsAnswers {

    static final Duration TIMEOUT = Duration.ofSeconds(30);
    static final String ARN = "arn:aws:ecs:eu-west-1:123456789012:";
    static final String ID = "i-0a1b2c3d4e5f60718";
    static final String OTHER = "i-0a1b2c3d4e5f60719";

    final WireMockServer ecs = new WireMockServer(wireMockConfig().dynamicPort());
    AwsClients clients;
    Enricher impacts;
    FleetLookups lookups;

    @BeforeEach
    void start() {
        ecs.start();
        System.setProperty("aws.endpointUrl", ecs.baseUrl());
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
        clients = new AwsClients(new AwsSettings("eu-west-1", null));
        lookups = Fleets.lookups(List.of(new Cluster("blue")), clients.lookups(TIMEOUT, 50, 50));
        impacts = new Enricher(
                Clock.systemUTC(), Clock.systemUTC(), TIMEOUT, clients.credentials(), lookups.fleet(), Fleets.SETTINGS);
        service("web");
    }

    @AfterEach
    void stop() {
        clients.close();
        ecs.stop();
        List.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey").forEach(System::clearProperty);
    }

    /** A record of an instance, as DescribeContainerInstances describes it. */
    record Row(String name, String instanceId, String status, boolean connected, int running, int pending) {

        String arn() {
            return ARN + "container-instance/blue/" + name;
        }

        String json() {
            return """
                    {"containerInstanceArn":"%s","ec2InstanceId":"%s","status":"%s","agentConnected":%s,
                    "runningTasksCount":%d,"pendingTasksCount":%d}""".formatted(arn(), instanceId, status, connected, running, pending);
        }

        /** A task that ECS has placed on it. */
        String runs(String name, String group, String last, String desired) {
            return """
                    {"taskArn":"%s","containerInstanceArn":"%s","group":"%s","lastStatus":"%s","desiredStatus":"%s",
                    "taskDefinitionArn":"%stask-definition/web:1"%s}""".formatted(
                            task(name),
                            arn(),
                            group,
                            last,
                            desired,
                            ARN,
                            desired.equals("STOPPED")
                                    ? ",\"stoppingAt\":" + Instant.now().getEpochSecond()
                                    : "");
        }
    }

    static String task(String name) {
        return ARN + "task/blue/" + name;
    }

    static String list(Stream<String> values) {
        return values.collect(Collectors.joining(",", "[", "]"));
    }

    static String quoted(List<String> values) {
        return list(values.stream().map("\"%s\""::formatted));
    }

    static String failures(List<String> arns) {
        return list(arns.stream().map("{\"arn\":\"%s\",\"reason\":\"MISSING\"}"::formatted));
    }

    static MappingBuilder action(String name) {
        return post(urlEqualTo("/")).withHeader("X-Amz-Target", equalTo("AmazonEC2ContainerServiceV20141113." + name));
    }

    void lists(List<String> containerInstances) {
        ecs.stubFor(action("ListContainerInstances")
                .willReturn(okJson("{\"containerInstanceArns\":" + quoted(containerInstances) + "}")));
    }

    void describes(List<Row> rows, List<String> missing) {
        ecs.stubFor(action("DescribeContainerInstances")
                .willReturn(okJson("{\"containerInstances\":%s,\"failures\":%s}"
                        .formatted(list(rows.stream().map(Row::json)), failures(missing)))));
    }

    void known(List<Row> rows) {
        lists(rows.stream().map(Row::arn).toList());
        describes(rows, List.of());
    }

    void tasks(Row row, String desired, List<String> names) {
        tasks(row, desired, names, 0);
    }

    void tasks(Row row, String desired, List<String> names, int delayMillis) {
        ecs.stubFor(action("ListTasks")
                .withRequestBody(WireMock.matchingJsonPath("$.containerInstance", equalTo(row.arn())))
                .withRequestBody(WireMock.matchingJsonPath("$.desiredStatus", equalTo(desired)))
                .willReturn(okJson("{\"taskArns\":"
                                + quoted(names.stream()
                                        .map(ContradictoryEcsTest::task)
                                        .toList()) + "}")
                        .withFixedDelay(delayMillis)));
    }

    void noOtherTasks() {
        ecs.stubFor(action("ListTasks").atPriority(10).willReturn(okJson("{\"taskArns\":[]}")));
    }

    void describesTasks(List<String> found, List<String> missing) {
        ecs.stubFor(action("DescribeTasks")
                .willReturn(okJson("{\"tasks\":%s,\"failures\":%s}"
                        .formatted(
                                list(found.stream()),
                                failures(missing.stream()
                                        .map(ContradictoryEcsTest::task)
                                        .toList())))));
    }

    /** Answers a question about this task with these. */
    void describesTasks(String asked, List<String> found) {
        ecs.stubFor(action("DescribeTasks")
                .withRequestBody(WireMock.matchingJsonPath("$.tasks[?(@ == '" + task(asked) + "')]"))
                .willReturn(okJson("{\"tasks\":" + list(found.stream()) + "}")));
    }

    void service(String name) {
        ecs.stubFor(action("DescribeServices")
                .willReturn(okJson("{\"services\":[{\"serviceName\":\"" + name
                        + "\",\"status\":\"ACTIVE\",\"desiredCount\":3,\"runningCount\":3,\"pendingCount\":0}]}")));
    }

    /** Lets the fleet snapshot read the cluster, of which ECS counts so much. */
    void remember(int instances, int tasks) {
        ecs.stubFor(action("DescribeClusters").willReturn(okJson("""
                        {"clusters":[{"clusterName":"blue","status":"ACTIVE","registeredContainerInstancesCount":%d,
                        "runningTasksCount":%d,"pendingTasksCount":0}]}""".formatted(instances, tasks))));
        lookups.fleet().watch(new AccountRegion(null, "eu-west-1"));
        lookups.rotation().refresh();
    }

    Impact impact(String... ids) {
        List<Interruption> batch = Stream.of(ids)
                .map(id -> Samples.notice()
                        .eventId("event")
                        .account(null)
                        .id(id)
                        .noticedAt(Instant.now().minusSeconds(5))
                        .interruption())
                .toList();
        LookupResult found = lookups.clusters().lookUpKnown(impacts.begin(batch).get(0));
        return impacts.finish(List.of(found)).stream()
                .filter(impact -> impact.interruption().resourceId().equals(ID))
                .findFirst()
                .orElseThrow();
    }
}
