package org.spotalert.platform.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.local.AwsWorld;
import org.spotalert.local.MotoServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

class RenewedCredentialsIT {

    private static final MotoServer MOTO = MotoServer.start();

    private final AtomicInteger asked = new AtomicInteger();

    @AfterAll
    static void stop() {
        MOTO.close();
    }

    @AfterEach
    void allWell() {
        MOTO.clearFaults();
    }

    /** A source whose keys are KEY-1, KEY-2 and so on. */
    private AwsCredentialsProvider source() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("KEY-" + asked.incrementAndGet(), "secret"));
    }

    private static SqsClient client(RenewedCredentials credentials) {
        return SqsClient.builder()
                .endpointOverride(MOTO.endpoint())
                .region(Region.of(AwsWorld.REGION))
                .credentialsProvider(credentials)
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(credentials))
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ExpiredToken",
                "ExpiredTokenException",
                "RequestExpired",
                "InvalidClientTokenId",
                "UnrecognizedClientException",
                "AuthFailure"
            })
    void refusedCredentialsAreAskedForAnew(String refusal) {
        MOTO.fail("ListQueues", refusal, 400, 100);
        try (RenewedCredentials credentials = new RenewedCredentials(this::source, Duration.ZERO);
                SqsClient sqs = client(credentials)) {
            assertThatThrownBy(sqs::listQueues).isInstanceOf(AwsServiceException.class);
            MOTO.clearFaults();

            assertThat(sqs.listQueues().sdkHttpResponse().isSuccessful()).isTrue();
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void otherRefusalsLeaveTheCredentialsAlone() {
        MOTO.fail("ListQueues", "AccessDenied", 403, 1);
        try (RenewedCredentials credentials = new RenewedCredentials(this::source, Duration.ZERO);
                SqsClient sqs = client(credentials)) {
            assertThatThrownBy(sqs::listQueues).isInstanceOf(AwsServiceException.class);

            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void manyRefusalsAskOnce() {
        MOTO.fail("ListQueues", "ExpiredToken", 400, 3);
        try (RenewedCredentials credentials = new RenewedCredentials(this::source, Duration.ofHours(1));
                SqsClient sqs = client(credentials)) {
            for (int call = 0; call < 3; call++) {
                assertThatThrownBy(sqs::listQueues).isInstanceOf(AwsServiceException.class);
            }

            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void sourceThatGivesNoneIsNamed() {
        try (RenewedCredentials credentials = new RenewedCredentials(
                        () -> () -> {
                            throw SdkClientException.create("nobody here");
                        },
                        Duration.ZERO);
                SqsClient sqs = client(credentials)) {
            assertThatThrownBy(sqs::listQueues)
                    .hasMessageContaining("nobody here")
                    .satisfies(failure ->
                            assertThat(AwsFailure.describe(failure)).isEqualTo("no credentials: nobody here"));
        }
    }
}
