package org.spotalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld.Member;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesResponse;

/** What the local ECS says of container instances, where moto says something else than AWS. */
class LocalEcsIT {

    private static final MotoServer MOTO = MotoServer.start();
    private static final AwsWorld AWS = new AwsWorld(MOTO.endpoint());
    private static final EcsClient ECS = EcsClient.builder()
            .endpointOverride(MOTO.endpoint())
            .region(Region.of(AwsWorld.REGION))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();

    @BeforeAll
    static void furnish() {
        AWS.cluster("blue");
        AWS.cluster("green");
    }

    @AfterAll
    static void stop() {
        ECS.close();
        AWS.close();
        MOTO.close();
    }

    private static DescribeContainerInstancesResponse describe(Member member) {
        return ECS.describeContainerInstances(
                request -> request.cluster(member.cluster()).containerInstances(member.containerInstanceArn()));
    }

    private static ContainerInstance described(Member member) {
        return describe(member).containerInstances().get(0);
    }

    private static List<String> listed(Member member) {
        return ECS.listContainerInstances(
                        request -> request.cluster(member.cluster()).filter("ec2InstanceId == " + member.instanceId()))
                .containerInstanceArns();
    }

    @Test
    void containerInstanceCountsItsTasksUntilTheyStop() {
        Member member = AWS.members("blue", 1).get(0);
        List<String> tasks = AWS.tasks(member, "service:web", 2);

        assertThat(described(member).runningTasksCount()).isEqualTo(2);
        AWS.stop(member, tasks.get(0), 0);

        assertThat(described(member).runningTasksCount()).isEqualTo(1);
        assertThat(described(member).pendingTasksCount()).isZero();
    }

    @Test
    void deregisteredContainerInstanceIsInactiveAndNotListed() {
        Member before = AWS.members("blue", 1).get(0);
        Member after = AWS.move(before, "green");

        assertThat(listed(before)).isEmpty();
        assertThat(described(before).status()).isEqualTo("INACTIVE");
        assertThat(listed(after)).containsExactly(after.containerInstanceArn());
    }

    @Test
    void instanceThatRegistersAgainHasTwoRecords() {
        Member stale = AWS.members("blue", 1).get(0);
        Member connected = AWS.registerAgain(stale, "blue");
        MOTO.agent(stale, false);

        assertThat(listed(stale))
                .containsExactlyInAnyOrder(stale.containerInstanceArn(), connected.containerInstanceArn());
        assertThat(described(stale).agentConnected()).isFalse();
        assertThat(described(connected).agentConnected()).isTrue();
    }

    @Test
    void omittedThingsAreMissingUntilFaultsAreCleared() {
        Member member = AWS.members("blue", 1).get(0);
        MOTO.omit("DescribeContainerInstances");

        assertThat(describe(member).containerInstances()).isEmpty();
        assertThat(describe(member).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("MISSING"));
        MOTO.clearFaults();

        assertThat(described(member).status()).isEqualTo("ACTIVE");
    }
}
