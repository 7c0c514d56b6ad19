package org.spotalert.bench.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.MotoServer;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.EcsException;

/** The emulated answers are those of moto, the better known emulator, to the same questions about the same small world. */
class EmulatorTest {

    private static final int INSTANCES = 2;
    private static final MotoServer MOTO = MotoServer.start();
    private static final World WORLD = World.of(2, INSTANCES, 2, 60);
    private static final AwsProxy PROXY = proxy();

    private static AwsProxy proxy() {
        AwsProxy proxy = new AwsProxy(MOTO.endpoint(), MOTO.endpoint(), Duration.ZERO, true, text -> {});
        proxy.begin(WORLD);
        return proxy;
    }

    @AfterAll
    static void stop() {
        PROXY.close();
        MOTO.close();
    }

    @Test
    void answersAreThoseOfMoto() {
        List<String> ids;
        try (AwsWorld aws = new AwsWorld(MOTO.endpoint())) {
            for (int cluster = 0; cluster < WORLD.clusters(); cluster++) {
                aws.cluster(WORLD.clusterName(cluster));
            }
            for (int service = 0; service < WORLD.services(); service++) {
                aws.service(WORLD.clusterName(0), WORLD.serviceName(service), INSTANCES * WORLD.tasksPerService());
            }
            List<Member> members = aws.members(WORLD.clusterName(0), INSTANCES);
            for (Member member : members) {
                for (int service = 0; service < WORLD.services(); service++) {
                    aws.tasks(member, "service:" + WORLD.serviceName(service), WORLD.tasksPerService());
                }
            }
            ids = members.stream().map(Member::instanceId).toList();
        }

        List<String> moto = new Answers(MOTO.endpoint()).about(WORLD.clusterName(0), ids);
        List<String> emulated = new Answers(PROXY.endpoint())
                .about(
                        WORLD.clusterName(0),
                        IntStream.range(0, INSTANCES)
                                .mapToObj(WORLD::instanceId)
                                .toList());

        assertThat(emulated).hasSizeGreaterThan(20).containsExactlyElementsOf(moto);
    }

    @Test
    void absentClusterIsAnError() {
        Answers answers = new Answers(PROXY.endpoint());

        assertThatThrownBy(() -> answers.ecs().listTasks(request -> request.cluster("none")))
                .isInstanceOf(ClusterNotFoundException.class);
    }

    @Test
    void unknownInstanceFailsAQuestionByIdsOnly() {
        Answers answers = new Answers(PROXY.endpoint());

        assertThatThrownBy(() -> answers.ec2().describeInstances(request -> request.instanceIds("i-00000000000000001")))
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        failure -> assertThat(failure.awsErrorDetails().errorCode())
                                .isEqualTo("InvalidInstanceID.NotFound"));
        assertThat(answers.ec2()
                        .describeInstances(request -> request.filters(Filter.builder()
                                .name("instance-id")
                                .values("i-00000000000000001")
                                .build()))
                        .reservations())
                .isEmpty();
    }

    @Test
    void emptyBucketsAnswerInTheServicesOwnWords() {
        try (AwsProxy proxy = proxy()) {
            Answers answers = new Answers(proxy.endpoint());

            assertThatThrownBy(() -> IntStream.range(0, 200)
                            .forEach(each -> answers.ecs().listClusters()))
                    .isInstanceOfSatisfying(EcsException.class, failure -> {
                        assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
                        assertThat(failure.isThrottlingException()).isTrue();
                    });
            assertThatThrownBy(() -> IntStream.range(0, 200)
                            .forEach(each -> answers.ec2().describeInstances()))
                    .isInstanceOfSatisfying(Ec2Exception.class, failure -> {
                        assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("RequestLimitExceeded");
                        assertThat(failure.isThrottlingException()).isTrue();
                    });
            CallCounts.Snapshot calls = proxy.calls();
            assertThat(calls.throttled()).isEqualTo(2);
            assertThat(calls.lookups().get("ListClusters")).isGreaterThan(50);
            assertThat(calls.others()).isEmpty();
        }
    }
}
