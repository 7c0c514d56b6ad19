package org.spotalert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.MotoServer;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Impact;
import org.spotalert.model.Interruption;
import org.spotalert.model.Samples;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** One batch of many interruptions: how often AWS is asked, and what is known in the end. */
class StormIT {

    private static final String HOME = AwsWorld.REGION;
    private static final String FAR = "eu-central-1";
    private static final String OTHER_ACCOUNT = "111122223333";

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());
    private static final Map<String, List<Member>> MEMBERS = new HashMap<>();
    private static final Map<String, String> SETTINGS = new HashMap<>();

    private final List<Impact> impacts = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void furnish() {
        AWS.queue("spot", 5);
        SETTINGS.put("spot.queue", "spot");
        SETTINGS.put("spot.channel.sns.enabled", "true");
        SETTINGS.put("spot.channel.sns.topic-arn", AWS.topic("alerts"));
        for (String cluster : List.of("blue", "green", "red")) {
            AWS.cluster(cluster);
            AWS.service(cluster, "checkout", 60);
            List<Member> members = AWS.members(cluster, 30);
            members.forEach(member -> AWS.tasks(member, "service:checkout", 2));
            members.forEach(member -> AWS.tasks(member, "family:batch", 1));
            MEMBERS.put(cluster, members);
        }
    }

    @AfterAll
    static void stop() {
        AWS.close();
        MOTO.close();
    }

    @BeforeEach
    void countFromZero() {
        MOTO.clearFaults();
        MOTO.resetCalls();
    }

    private Program program(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(more);
        Program program = Program.start(MOTO.endpoint(), settings);
        program.context().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            @SuppressWarnings("unchecked")
            public void notify(CamelEvent event) {
                if (event instanceof ExchangeSendingEvent sending
                        && sending.getEndpoint().getEndpointUri().equals("direct://decide")) {
                    impacts.addAll((Collection<Impact>)
                            sending.getExchange().getMessage().getBody());
                }
            }
        });
        MOTO.resetCalls();
        return program;
    }

    private static void batch(Program program, List<Interruption> interruptions) {
        program.context().createProducerTemplate().sendBody("direct:enrich", interruptions);
    }

    private static Interruption interruption(@Nullable String account, String region, String instanceId) {
        return Samples.notice()
                .eventId("event")
                .account(account)
                .region(region)
                .id(instanceId)
                .noticedAt(Instant.now().minusSeconds(30))
                .interruption();
    }

    private static List<Interruption> storm(int perCluster, String... clusters) {
        return Stream.of(clusters)
                .flatMap(cluster -> members(cluster).stream().limit(perCluster))
                .map(member -> interruption(AwsWorld.ACCOUNT, HOME, member.instanceId()))
                .toList();
    }

    private static List<Member> members(String cluster) {
        return MEMBERS.getOrDefault(cluster, List.of());
    }

    private Map<String, List<AffectedService>> services() {
        return impacts.stream()
                .collect(Collectors.toMap(impact -> impact.interruption().resourceId(), Impact::services));
    }

    private Impact impact(Member member) {
        return impacts.stream()
                .filter(impact -> impact.interruption().resourceId().equals(member.instanceId()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void stormTakesFewCallsInEachRegion() throws Exception {
        Member drained = members("blue").get(0);
        AWS.drain(drained);
        try (Program program = program(Map.of());
                AwsWorld far = new AwsWorld(MOTO.endpoint(), FAR)) {
            far.cluster("remote");
            Member remote = far.members("remote", 1).get(0);
            far.tasks(remote, "family:report", 1);
            List<Interruption> storm = new ArrayList<>(storm(20, "blue", "green", "red"));
            storm.add(interruption(AwsWorld.ACCOUNT, FAR, remote.instanceId()));
            MOTO.resetCalls();

            batch(program, storm);

            assertThat(MOTO.calls(HOME))
                    .containsEntry("DescribeInstances", 1)
                    .containsKey("ListClusters")
                    .containsEntry("DescribeClusters", 1)
                    .hasEntrySatisfying(
                            "ListContainerInstances", lists -> assertThat(lists).isLessThanOrEqualTo(7))
                    .containsEntry("DescribeContainerInstances", 6)
                    .containsEntry("ListTasks", 6)
                    .containsEntry("DescribeTasks", 3)
                    .containsEntry("DescribeServices", 3);
            assertThat(MOTO.calls(FAR))
                    .isEqualTo(Map.of(
                            "DescribeInstances", 1,
                            "ListClusters", 1,
                            "ListContainerInstances", 1,
                            "DescribeContainerInstances", 1,
                            "ListTasks", 2,
                            "DescribeTasks", 1));
            assertThat(impacts).hasSize(61).allSatisfy(impact -> {
                assertThat(impact.completeness().reason()).isEmpty();
                assertThat(impact.standaloneTasks()).hasSize(1);
                assertThat(impact.instance()).isNotNull();
            });
            assertThat(impact(remote).cluster())
                    .hasFieldOrPropertyWithValue("reference", "arn:aws:ecs:eu-central-1:123456789012:cluster/remote");
            assertThat(impact(drained).containerInstance()).hasFieldOrPropertyWithValue("status", "DRAINING");
        }
    }

    @Test
    void oneInstanceOfAKnownClusterTakesSevenCalls() throws Exception {
        try (Program program = program(Map.of("spot.clusters", "blue"))) {
            batch(program, storm(1, "blue"));

            assertThat(MOTO.calls(HOME))
                    .containsEntry("DescribeInstances", 1)
                    .containsEntry("ListContainerInstances", 1)
                    .containsEntry("DescribeContainerInstances", 1)
                    .containsEntry("ListTasks", 2)
                    .containsEntry("DescribeTasks", 1)
                    .containsEntry("DescribeServices", 1)
                    .doesNotContainKeys("ListClusters", "DescribeClusters");
        }
    }

    @Test
    void clustersListAllTheyHaveWhenOneFilterDoesNotTakeTheInstances() throws Exception {
        List<Interruption> storm = new ArrayList<>(storm(30, "blue", "green", "red"));
        IntStream.range(0, 160)
                .forEach(number -> storm.add(interruption(AwsWorld.ACCOUNT, HOME, "i-%017x".formatted(number))));
        AWS.cluster("fargate-only");
        try (Program program = program(Map.of())) {
            batch(program, storm);

            assertThat(MOTO.calls(HOME))
                    .containsEntry("DescribeInstances", 2)
                    .containsEntry("DescribeClusters", 1)
                    .containsEntry("ListContainerInstances", 7)
                    .containsEntry("DescribeContainerInstances", 6);
            assertThat(impacts.stream().filter(impact -> impact.cluster() != null))
                    .hasSize(90);
            assertThat(impacts)
                    .hasSize(250)
                    .allMatch(impact -> !impact.completeness().partial());
        }
    }

    @Test
    void instanceThatHasMovedIsFoundAgain() throws Exception {
        AWS.cluster("before");
        AWS.cluster("after");
        Member member = AWS.members("before", 1).get(0);
        try (Program program = program(Map.of())) {
            List<Interruption> one = List.of(interruption(AwsWorld.ACCOUNT, HOME, member.instanceId()));
            batch(program, one);
            Member moved = AWS.move(member, "after");
            AWS.tasks(moved, "family:web", 1);
            impacts.clear();

            batch(program, one);

            assertThat(impact(member).cluster()).extracting("name").isEqualTo("after");
            assertThat(impact(member).standaloneTasks()).hasSize(1);
        }
    }

    @Test
    void stoppedTasksOfDrainedInstancesAreFoundInTheClustersList() throws Exception {
        Member drained = members("green").get(7);
        String task = AWS.tasks(drained, "service:checkout", 1).get(0);
        AWS.stop(drained, task, 0);
        try (Program program = program(Map.of())) {
            batch(program, storm(10, "green"));

            assertThat(MOTO.calls(HOME)).containsEntry("ListTasks", 2);
            AffectedService service = impact(drained).services().get(0);
            assertThat(service.tasksOnInstance()).isEqualTo(3);
            assertThat(service.runningOnInstance()).isEqualTo(2);
        }
    }

    @Test
    void nextBatchDescribesNoTaskAgain() throws Exception {
        try (Program program = program(Map.of())) {
            batch(program, storm(15, "red"));
            Map<String, List<AffectedService>> first = services();
            impacts.clear();
            MOTO.resetCalls();

            batch(program, storm(15, "red"));

            assertThat(MOTO.calls(HOME)).doesNotContainKeys("DescribeTasks", "ListClusters");
            assertThat(services()).hasSize(15).isEqualTo(first);
        }
    }

    @Test
    void whenTheBudgetIsSmallTheClustersOfAllInstancesComeFirst() throws Exception {
        // Two requests at once, one a second after that: enough for the memberships, not for the tasks.
        Map<String, String> small =
                Map.of("spot.enrich.quota-share", "2%", "spot.enrich.timeout", "3s", "spot.clusters", "blue");
        try (Program program = program(small)) {
            batch(program, storm(10, "blue"));

            assertThat(MOTO.calls(HOME)).containsKeys("ListContainerInstances", "DescribeContainerInstances");
            assertThat(impacts).hasSize(10).allSatisfy(impact -> {
                assertThat(impact.cluster()).isNotNull();
                assertThat(impact.containerInstance()).isNotNull();
                assertThat(impact.completeness().reason())
                        .isEqualTo("the 3 tasks on the instance were not looked up"
                                + " (the cluster's tasks were not listed in time)");
            });
        }
    }

    @Test
    void instanceOfAnotherAccountIsLookedUpWithTheRoleOfThatAccount() throws Exception {
        try (AwsWorld other = AWS.in(OTHER_ACCOUNT);
                Program program = program(Map.of("spot.assume-role-arn", "arn:aws:iam::{account}:role/spot-reader"))) {
            other.cluster("theirs");
            Member member = other.members("theirs", 1).get(0);
            other.tasks(member, "family:ledger", 1);

            batch(program, List.of(interruption(OTHER_ACCOUNT, HOME, member.instanceId())));

            assertThat(impacts).singleElement().satisfies(impact -> {
                assertThat(impact.completeness().reason()).isEmpty();
                assertThat(impact.cluster()).extracting("name").isEqualTo("theirs");
                assertThat(impact.standaloneTasks()).extracting("group").containsExactly("family:ledger");
            });
        }
    }

    @Test
    void withoutARoleForItsAccountTheImpactIsUnknown() throws Exception {
        try (Program program = program(Map.of())) {
            batch(program, List.of(interruption(OTHER_ACCOUNT, HOME, "i-0123456789abcdef0")));

            assertThat(impacts)
                    .singleElement()
                    .satisfies(impact -> assertThat(impact.completeness().reason())
                            .isEqualTo("the instance is in account 111122223333, and EC2 and ECS were asked in account"
                                    + " 123456789012; see spot.assume-role-arn and spot.accounts"));
        }
    }

    @Test
    void clientsAreClosedWithTheProgram() throws Exception {
        Program program = program(Map.of());
        Ec2Client ec2 = program.context().getRegistry().lookupByNameAndType("ec2-eu-west-1", Ec2Client.class);
        ec2.describeRegions();

        program.close();

        assertThatThrownBy(ec2::describeRegions).isInstanceOf(RejectedExecutionException.class);
    }
}
